namespace Deckle.Tool.HostTools;

/// <summary>What kind of thing a path leads to.</summary>
internal enum NativeFileKind
{
    File,
    Folder,

    /// <summary>A pipe, a socket or a device.</summary>
    Other,
}
