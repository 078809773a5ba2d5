namespace Deckle.Kernels.Hosts;

/// <summary>What a kernel and all it started took of what it was allowed, as the system's control groups counted it.</summary>
/// <param name="Memory">The limit in bytes; null for none.</param>
/// <param name="PeakMemory">The most that was held at a time, in bytes; zero when it was not counted.</param>
/// <param name="MemoryKills">How many processes were killed because the limit was reached.</param>
/// <param name="Processes">The limit of processes and threads; null for none.</param>
/// <param name="RefusedProcesses">How often one more was refused.</param>
public sealed record LimitUse(long? Memory, long PeakMemory, long MemoryKills, int? Processes, long RefusedProcesses);
