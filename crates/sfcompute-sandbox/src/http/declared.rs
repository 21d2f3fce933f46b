//! What the contract declares of an operation beyond its table: which errors a bad request is
//! answered with, whether errors have a body, whether requests have one.

use axum::http::StatusCode;
use sfcompute_api::Operation;
use sfcompute_api::operations as op;

use crate::engine::Code;

use super::problem::Refused;

/// Operations that answer a bad request with 400 and know no 422.
const BAD_REQUEST: [&Operation; 6] = [
    &op::COMPLETE_IMAGE_UPLOAD,
    &op::CREATE_IMAGE,
    &op::CREATE_IMAGE_UPLOAD_PART_URL,
    &op::CREATE_WORKSPACE_HANDLER,
    &op::LIST_IMAGES,
    &op::PATCH_WORKSPACE_HANDLER,
];
/// Operations that have no status for a bad request; it is answered with 403.
const FORBIDDEN: [&Operation; 1] = [&op::SET_FEATURE_FLAG_ENROLLMENT];
/// Operations whose errors have no body.
const WITHOUT_ERROR_BODY: [&Operation; 2] = [
    &op::LIST_USER_FEATURE_FLAGS,
    &op::SET_FEATURE_FLAG_ENROLLMENT,
];
/// Operations that have a body by their method and none by the contract.
const WITHOUT_BODY: [&Operation; 3] = [
    &op::REINSTATE_IMAGE,
    &op::REVOKE_IMAGE,
    &op::TERMINATE_INSTANCE,
];
/// Operations that know a 422 and answer a name that is taken with 400.
const NAME_TAKEN_IS_BAD_REQUEST: [&Operation; 6] = [
    &op::CREATE_DEPLOYMENT,
    &op::CREATE_PROCUREMENT,
    &op::PATCH_DEPLOYMENT,
    &op::PATCH_PROCUREMENT,
    &op::REPLACE_INSTANCE,
    &op::UPDATE_INSTANCE,
];

/// The refusal with the status that the operation has for a bad request, if it is one.
pub(super) fn as_declared(operation: &Operation, refused: Refused) -> Refused {
    let status = match refused.status() {
        StatusCode::UNPROCESSABLE_ENTITY if is_of(operation, &BAD_REQUEST) => {
            StatusCode::BAD_REQUEST
        }
        StatusCode::UNPROCESSABLE_ENTITY if is_of(operation, &FORBIDDEN) => StatusCode::FORBIDDEN,
        StatusCode::UNPROCESSABLE_ENTITY
            if is_of(operation, &NAME_TAKEN_IS_BAD_REQUEST)
                && refused.is_only(Code::NameTaken.as_str()) =>
        {
            StatusCode::BAD_REQUEST
        }
        _ => return refused,
    };
    refused.with_status(status)
}

/// Whether the operation's errors have a body.
pub(super) fn explains_errors(operation: &Operation) -> bool {
    !is_of(operation, &WITHOUT_ERROR_BODY)
}

/// Whether requests for the operation have a body.
pub(super) fn takes_body(operation: &Operation) -> bool {
    matches!(operation.method, "POST" | "PATCH") && !is_of(operation, &WITHOUT_BODY)
}

fn is_of(operation: &Operation, some: &[&Operation]) -> bool {
    some.iter().any(|other| other.id == operation.id)
}
