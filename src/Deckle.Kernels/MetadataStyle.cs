namespace Deckle.Kernels;

/// <summary>Whose words a run writes into metadata.</summary>
public enum MetadataStyle
{
    /// <summary>papermill's keys for its readers, and the whole truth in <c>metadata.deckle</c>.</summary>
    Deckle,

    /// <summary>
    /// papermill's keys alone. A cell that may raise (<c>raises-exception</c>) has completed, yet at the end its error is the run's failure;
    /// one that ends its notebook by <c>SystemExit</c> has failed, and those behind it are pending.
    /// </summary>
    Papermill,
}
