namespace Deckle.Kernels.Sandboxing;

/// <summary>What stands around a kernel.</summary>
public enum SandboxMode
{
    /// <summary>Nothing but limits.</summary>
    Off,

    /// <summary>Linux's Landlock and seccomp: the kernel restricts itself before it begins. Needs no program and no privilege.</summary>
    Landlock,

    /// <summary>bubblewrap: namespaces with a file system, processes and a network of their own.</summary>
    Bwrap,

    /// <summary>bubblewrap where it works, else Landlock.</summary>
    Auto,
}
