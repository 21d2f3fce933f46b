//! What the caller may choose.

/// Choices of a lowering; the default fits a client that stays open to what a server adds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LowerOptions {
    /// Prefixes that are cut off the names of component schemas, such as `v2.`; none by
    /// default. Two schemas that would then share a name are an error.
    pub strip_schema_prefixes: Vec<String>,
    /// What becomes of unions whose branches tell themselves apart by a tag.
    pub tagged_unions: TaggedUnions,
    /// Drops the responses that are not a success, so that every failure reaches the caller
    /// whole, with its status and headers. On by default.
    pub drop_error_responses: bool,
    /// Drops patterns, lengths, bounds and `additionalProperties: false`, so that a response is
    /// decoded even where it breaks its own rules. On by default.
    pub relax_wire_types: bool,
    /// Drops defaults, so that a client sends only what its caller chose and tells what a
    /// server left out. On by default.
    pub drop_defaults: bool,
    /// Marks with `x-patch: true` the optional nullable properties of schemas that only `PATCH`
    /// bodies use, in which absent and null mean different things. On by default.
    pub mark_patch_fields: bool,
    /// Escapes in descriptions what rustdoc would take for HTML, links or doctests. On by
    /// default.
    pub escape_markdown: bool,
}

/// What becomes of a tagged union.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TaggedUnions {
    /// The branches lose the tag and become components of their own; the union is marked with
    /// `x-tagged-union` and listed, for a generator that writes the type by hand. Left to
    /// typify alone such a union would neither send nor read its tag.
    #[default]
    Mark,
    /// The branches keep the tag as an enum of one value, which typify understands by itself.
    Keep,
}

impl Default for LowerOptions {
    fn default() -> Self {
        Self {
            strip_schema_prefixes: Vec::new(),
            tagged_unions: TaggedUnions::default(),
            drop_error_responses: true,
            relax_wire_types: true,
            drop_defaults: true,
            mark_patch_fields: true,
            escape_markdown: true,
        }
    }
}

impl LowerOptions {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cuts these prefixes off the names of component schemas.
    #[must_use]
    pub fn strip_schema_prefixes<P: Into<String>>(
        mut self,
        prefixes: impl IntoIterator<Item = P>,
    ) -> Self {
        self.strip_schema_prefixes = prefixes.into_iter().map(Into::into).collect();
        self
    }

    /// Chooses what becomes of tagged unions.
    #[must_use]
    pub const fn tagged_unions(mut self, choice: TaggedUnions) -> Self {
        self.tagged_unions = choice;
        self
    }
}
