namespace Deckle.Repairing;

internal enum JsonTokenKind
{
    OpenObject,
    CloseObject,
    OpenArray,
    CloseArray,
    Comma,
    Colon,
    Text,
    Scalar,

    /// <summary>What is nothing of JSON's, to the end of its line.</summary>
    Junk,
    End,
}
