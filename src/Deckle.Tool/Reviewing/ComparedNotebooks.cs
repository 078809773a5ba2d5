using Deckle.Diffing;

namespace Deckle.Tool.Reviewing;

/// <summary>A comparison of notebooks as the page's parts need it.</summary>
internal sealed record ComparedNotebooks(NotebookDiff Diff, ReviewSide Before, ReviewSide After, CellAnchors Anchors, CellNoise Noise);
