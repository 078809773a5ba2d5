namespace Deckle.Tool.Compat.Argparse;

/// <summary>How many words an argument takes: argparse's <c>nargs</c>.</summary>
internal enum ArgumentCount
{
    /// <summary>None: it is there or not.</summary>
    Flag,

    One,

    /// <summary><c>*</c></summary>
    Any,

    /// <summary><c>+</c></summary>
    AtLeastOne,

    /// <summary>All positional words, wherever options stand between them: several arguments of one word each.</summary>
    Spread,

    /// <summary>The name of a command and all that follows it.</summary>
    Command,
}
