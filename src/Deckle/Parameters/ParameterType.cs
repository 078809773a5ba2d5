namespace Deckle.Parameters;

/// <summary>What kind of value a parameter takes.</summary>
public enum ParameterType
{
    /// <summary>Neither declared nor to be seen from the default.</summary>
    Unknown,
    Null,
    Boolean,
    Integer,
    Number,
    String,
    List,
    Map,
}
