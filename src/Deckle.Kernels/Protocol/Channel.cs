namespace Deckle.Kernels.Protocol;

/// <summary>The channels of the Jupyter protocol.</summary>
public enum Channel
{
    Shell,
    IOPub,
    Stdin,
    Control,
}
