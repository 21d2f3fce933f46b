//! Features on trial: listing them, joining and leaving.

use sfcompute_api::types;

use crate::engine::{Engine, FeatureFlagView};

use super::body::flag;
use super::exchange::{Call, Reply};
use super::problem::Refused;

/// Lists the features, all at once: the contract knows no pages here.
pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let all = engine.list_feature_flags(call.account());
    Reply::json(&types::ListUserFeatureFlagsResponse {
        data: all.into_iter().map(shown).collect(),
        has_more: false,
        object: "list".to_owned(),
    })
}

pub(super) fn enroll(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut body = call.body()?;
    let enrolled = body.required("enrolled", flag);
    let request = enrolled.map(|enrolled| types::SetEnrollmentRequest { enrolled });
    let request = body.problems.finish(request)?;
    let view = engine.set_enrollment(call.account(), &call.id, request.enrolled, call.now)?;
    Reply::json(&types::SetEnrollmentResponse {
        enrolled: view.enrolled,
        feature_flag: view.flag.name,
        object: "feature_flag".to_owned(),
    })
}

fn shown(view: FeatureFlagView) -> types::UserFeatureFlag {
    types::UserFeatureFlag {
        description: view.flag.description,
        enrolled: view.enrolled,
        feature_flag: view.flag.name,
        object: "feature_flag".to_owned(),
        user_enroll: view.flag.user_enroll,
    }
}
