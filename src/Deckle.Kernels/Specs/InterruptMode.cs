namespace Deckle.Kernels.Specs;

/// <summary>How a kernel wants to be interrupted: kernel.json's <c>interrupt_mode</c>.</summary>
public enum InterruptMode
{
    /// <summary>SIGINT to the kernel's process group.</summary>
    Signal,

    /// <summary>An <c>interrupt_request</c> on the control channel.</summary>
    Message,
}
