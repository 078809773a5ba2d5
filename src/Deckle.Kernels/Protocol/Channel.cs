namespace Deckle.Kernels;

/// <summary>The channels of the Jupyter protocol.</summary>
public enum Channel
{
    Shell,
    IOPub,
    Stdin,
    Control,
}
