namespace Deckle.Kernels.Sessions;

/// <summary>What a session does.</summary>
public enum SessionState
{
    Idle,

    /// <summary>A job runs.</summary>
    Busy,

    Restarting,

    /// <summary>The kernel is gone; a restart brings another one.</summary>
    Dead,
}
