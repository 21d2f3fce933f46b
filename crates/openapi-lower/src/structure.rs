//! The structure of an OpenAPI document as one table: which object has which fields, and what
//! is in them. The check and every walk read this table, so none can forget a place that
//! another knows.

/// The kinds of object that an OpenAPI document is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Header,
    Link,
    Example,
    Callback,
    Components,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    Schema,
    Discriminator,
    Xml,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A value without structure of its own.
    Plain,
    /// One object.
    One(Kind),
    /// An object whose keys are names.
    Map(Kind),
    /// An array.
    List(Kind),
}

use Kind::*;
use Shape::{List, Map, One, Plain};

type Fields = &'static [(&'static str, Shape)];

/// The methods of a path item.
pub(crate) const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Fields of a reference in place of an object.
pub(crate) const REFERENCE: Fields = &[("$ref", Plain), ("summary", Plain), ("description", Plain)];

impl Kind {
    /// The fields of this kind of object; empty where every key is a name.
    pub(crate) const fn fields(self) -> Fields {
        match self {
            OpenApi => &[
                ("openapi", Plain),
                ("info", One(Info)),
                ("jsonSchemaDialect", Plain),
                ("servers", List(Server)),
                ("paths", One(Paths)),
                ("webhooks", Map(PathItem)),
                ("components", One(Components)),
                ("security", Plain),
                ("tags", List(Tag)),
                ("externalDocs", One(ExternalDocs)),
            ],
            Info => &[
                ("title", Plain),
                ("summary", Plain),
                ("description", Plain),
                ("termsOfService", Plain),
                ("contact", One(Contact)),
                ("license", One(License)),
                ("version", Plain),
            ],
            Contact => &[("name", Plain), ("url", Plain), ("email", Plain)],
            License => &[("name", Plain), ("identifier", Plain), ("url", Plain)],
            Server => &[
                ("url", Plain),
                ("description", Plain),
                ("variables", Map(ServerVariable)),
            ],
            ServerVariable => &[("enum", Plain), ("default", Plain), ("description", Plain)],
            Tag => &[
                ("name", Plain),
                ("description", Plain),
                ("externalDocs", One(ExternalDocs)),
            ],
            ExternalDocs => &[("description", Plain), ("url", Plain)],
            Paths | Responses | Callback => &[],
            PathItem => &[
                ("$ref", Plain),
                ("summary", Plain),
                ("description", Plain),
                ("get", One(Operation)),
                ("put", One(Operation)),
                ("post", One(Operation)),
                ("delete", One(Operation)),
                ("options", One(Operation)),
                ("head", One(Operation)),
                ("patch", One(Operation)),
                ("trace", One(Operation)),
                ("servers", List(Server)),
                ("parameters", List(Parameter)),
            ],
            Operation => &[
                ("tags", Plain),
                ("summary", Plain),
                ("description", Plain),
                ("externalDocs", One(ExternalDocs)),
                ("operationId", Plain),
                ("parameters", List(Parameter)),
                ("requestBody", One(RequestBody)),
                ("responses", One(Responses)),
                ("callbacks", Map(Callback)),
                ("deprecated", Plain),
                ("security", Plain),
                ("servers", List(Server)),
            ],
            Parameter => &[
                ("name", Plain),
                ("in", Plain),
                ("description", Plain),
                ("required", Plain),
                ("deprecated", Plain),
                ("allowEmptyValue", Plain),
                ("style", Plain),
                ("explode", Plain),
                ("allowReserved", Plain),
                ("schema", One(Schema)),
                ("example", Plain),
                ("examples", Map(Example)),
                ("content", Map(MediaType)),
            ],
            RequestBody => &[
                ("description", Plain),
                ("content", Map(MediaType)),
                ("required", Plain),
            ],
            MediaType => &[
                ("schema", One(Schema)),
                ("example", Plain),
                ("examples", Map(Example)),
                ("encoding", Map(Encoding)),
            ],
            Encoding => &[
                ("contentType", Plain),
                ("headers", Map(Header)),
                ("style", Plain),
                ("explode", Plain),
                ("allowReserved", Plain),
            ],
            Response => &[
                ("description", Plain),
                ("headers", Map(Header)),
                ("content", Map(MediaType)),
                ("links", Map(Link)),
            ],
            Header => &[
                ("description", Plain),
                ("required", Plain),
                ("deprecated", Plain),
                ("allowEmptyValue", Plain),
                ("style", Plain),
                ("explode", Plain),
                ("allowReserved", Plain),
                ("schema", One(Schema)),
                ("example", Plain),
                ("examples", Map(Example)),
                ("content", Map(MediaType)),
            ],
            Link => &[
                ("operationRef", Plain),
                ("operationId", Plain),
                ("parameters", Plain),
                ("requestBody", Plain),
                ("description", Plain),
                ("server", One(Server)),
            ],
            Example => &[
                ("summary", Plain),
                ("description", Plain),
                ("value", Plain),
                ("externalValue", Plain),
            ],
            Components => &[
                ("schemas", Map(Schema)),
                ("responses", Map(Response)),
                ("parameters", Map(Parameter)),
                ("examples", Map(Example)),
                ("requestBodies", Map(RequestBody)),
                ("headers", Map(Header)),
                ("securitySchemes", Map(SecurityScheme)),
                ("links", Map(Link)),
                ("callbacks", Map(Callback)),
                ("pathItems", Map(PathItem)),
            ],
            SecurityScheme => &[
                ("type", Plain),
                ("description", Plain),
                ("name", Plain),
                ("in", Plain),
                ("scheme", Plain),
                ("bearerFormat", Plain),
                ("flows", One(OAuthFlows)),
                ("openIdConnectUrl", Plain),
            ],
            OAuthFlows => &[
                ("implicit", One(OAuthFlow)),
                ("password", One(OAuthFlow)),
                ("clientCredentials", One(OAuthFlow)),
                ("authorizationCode", One(OAuthFlow)),
            ],
            OAuthFlow => &[
                ("authorizationUrl", Plain),
                ("tokenUrl", Plain),
                ("refreshUrl", Plain),
                ("scopes", Plain),
            ],
            Discriminator => &[("propertyName", Plain), ("mapping", Plain)],
            Xml => &[
                ("name", Plain),
                ("namespace", Plain),
                ("prefix", Plain),
                ("attribute", Plain),
                ("wrapped", Plain),
            ],
            Schema => SCHEMA,
        }
    }

    /// The kind that every key of this object leads to, where keys are names.
    pub(crate) const fn entries(self) -> Option<Kind> {
        match self {
            Paths | Callback => Some(PathItem),
            Responses => Some(Response),
            _ => None,
        }
    }

    /// The kinds that a reference may stand in place of.
    ///
    /// Schemas and path items have `$ref` as a keyword of their own.
    pub(crate) const REFERABLE: &[Kind] = &[
        Parameter,
        RequestBody,
        Response,
        Header,
        Link,
        Example,
        Callback,
        SecurityScheme,
    ];

    /// Where components of this kind stand.
    pub(crate) const fn group(self) -> Option<&'static str> {
        Some(match self {
            Parameter => "parameters",
            RequestBody => "requestBodies",
            Response => "responses",
            Header => "headers",
            Link => "links",
            Example => "examples",
            Callback => "callbacks",
            SecurityScheme => "securitySchemes",
            PathItem => "pathItems",
            Schema => "schemas",
            _ => return None,
        })
    }

    /// Whether a reference may stand in place of this kind of object.
    ///
    /// Schemas and path items have `$ref` as a keyword of their own.
    pub(crate) const fn referable(self) -> bool {
        matches!(
            self,
            Parameter
                | RequestBody
                | Response
                | Header
                | Link
                | Example
                | Callback
                | SecurityScheme
        )
    }

    /// What this kind of object is called in errors.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            OpenApi => "the document",
            Info => "the info object",
            Contact => "a contact",
            License => "a license",
            Server => "a server",
            ServerVariable => "a server variable",
            Tag => "a tag",
            ExternalDocs => "an externalDocs object",
            Paths => "the paths object",
            PathItem => "a path item",
            Operation => "an operation",
            Parameter => "a parameter",
            RequestBody => "a request body",
            MediaType => "a media type",
            Encoding => "an encoding",
            Responses => "a responses object",
            Response => "a response",
            Header => "a header",
            Link => "a link",
            Example => "an example",
            Callback => "a callback",
            Components => "the components object",
            SecurityScheme => "a security scheme",
            OAuthFlows => "an OAuth flows object",
            OAuthFlow => "an OAuth flow",
            Schema => "a schema",
            Discriminator => "a discriminator",
            Xml => "an xml object",
        }
    }
}

/// The keywords of a schema: JSON Schema 2020-12 with the vocabulary of OpenAPI 3.1, and
/// `nullable`, which is 3.0's.
const SCHEMA: Fields = &[
    ("$ref", Plain),
    ("$dynamicRef", Plain),
    ("$id", Plain),
    ("$schema", Plain),
    ("$anchor", Plain),
    ("$dynamicAnchor", Plain),
    ("$vocabulary", Plain),
    ("$comment", Plain),
    ("$defs", Map(Schema)),
    // What JSON Schema called `$defs` before it was called so.
    ("definitions", Map(Schema)),
    ("type", Plain),
    ("enum", Plain),
    ("const", Plain),
    ("format", Plain),
    ("nullable", Plain),
    ("title", Plain),
    ("description", Plain),
    ("default", Plain),
    ("deprecated", Plain),
    ("readOnly", Plain),
    ("writeOnly", Plain),
    ("example", Plain),
    ("examples", Plain),
    ("externalDocs", One(ExternalDocs)),
    ("xml", One(Xml)),
    ("discriminator", One(Discriminator)),
    ("multipleOf", Plain),
    ("maximum", Plain),
    ("exclusiveMaximum", Plain),
    ("minimum", Plain),
    ("exclusiveMinimum", Plain),
    ("maxLength", Plain),
    ("minLength", Plain),
    ("pattern", Plain),
    ("contentEncoding", Plain),
    ("contentMediaType", Plain),
    ("contentSchema", One(Schema)),
    ("maxItems", Plain),
    ("minItems", Plain),
    ("uniqueItems", Plain),
    ("maxContains", Plain),
    ("minContains", Plain),
    ("contains", One(Schema)),
    ("items", One(Schema)),
    ("prefixItems", List(Schema)),
    ("unevaluatedItems", One(Schema)),
    ("maxProperties", Plain),
    ("minProperties", Plain),
    ("required", Plain),
    ("dependentRequired", Plain),
    ("properties", Map(Schema)),
    ("patternProperties", Map(Schema)),
    ("additionalProperties", One(Schema)),
    ("unevaluatedProperties", One(Schema)),
    ("propertyNames", One(Schema)),
    ("dependentSchemas", Map(Schema)),
    ("allOf", List(Schema)),
    ("anyOf", List(Schema)),
    ("oneOf", List(Schema)),
    ("not", One(Schema)),
    ("if", One(Schema)),
    ("then", One(Schema)),
    ("else", One(Schema)),
];
