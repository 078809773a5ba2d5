#!/usr/bin/env dotnet
#:project ../src/Deckle.Kernels/Deckle.Kernels.csproj
// Runs a notebook with a parameter from a C# program: dotnet run samples/quickstart.cs [NOTEBOOK]
using Deckle;
using Deckle.Json;
using Deckle.Kernels;
using Deckle.Parameters;
using Deckle.Scraps;

string path = args is [string given, ..] ? given : "samples/fleet_health_check.ipynb";
Notebook notebook = NotebookReader.Read(File.ReadAllBytes(path));
notebook = ParameterInjector.Inject(notebook, JsonObject.Of(("alert_threshold", 0.8))).Notebook;

await using KernelClient kernel = await new LocalHost().StartAsync(notebook.KernelName ?? "python3");
ExecutionResult run = await new Executor(kernel).RunAsync(notebook);

File.WriteAllBytes("quickstart.out.ipynb", NotebookWriter.Write(run.Notebook));
Console.WriteLine($"{path}: {run.Status}");
foreach (Scrap scrap in ScrapReader.Read(run.Notebook).Values)
{
    Console.WriteLine($"{scrap.Name}: {scrap.Data}");
}
