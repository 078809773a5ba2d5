namespace Deckle.Tool.Rendering.Sanitizing;

/// <param name="Name">Lower case.</param>
/// <param name="Value">Character references are decoded.</param>
internal readonly record struct HtmlAttribute(string Name, string Value);
