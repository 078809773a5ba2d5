namespace Deckle.Tool.Batch;

/// <summary>How many runs go side by side when nobody says: one a core, but no more than memory has room for.</summary>
internal static class BatchJobs
{
    /// <summary>What a kernel of everyday data work takes: Python, ipykernel, pandas, and data of a few hundred megabytes.</summary>
    public const long BytesPerKernel = 512L << 20;

    public static int Default(int cores, long availableBytes) => (int)Math.Clamp(availableBytes / BytesPerKernel, 1, cores);
}
