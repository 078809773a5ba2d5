namespace Deckle.Kernels.Connections;

/// <summary>The errors of reaching a kernel.</summary>
public static class ConnectionErrors
{
    public static DeckleException ConnectionFile(string what) =>
        new("connection-file-invalid", $"not a connection file: {what}", "give the kernel-*.json file that Jupyter wrote when it started the kernel");
}
