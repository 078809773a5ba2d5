namespace Deckle.Kernels.Specs;

/// <summary>A folder that is searched for kernelspecs, one folder below it for each kernel.</summary>
/// <param name="Path">The folder, existing or not: <c>/usr/share/jupyter/kernels</c>.</param>
/// <param name="How">Why it is searched: <c>JUPYTER_PATH</c>, <c>user</c>, <c>system</c>, or how its Python was found.</param>
/// <param name="Python">The Python environment the folder belongs to, if it does.</param>
public sealed record KernelFolder(string Path, string How, PythonEnvironment? Python = null);
