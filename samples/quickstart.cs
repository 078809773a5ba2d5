#!/usr/bin/env dotnet
#:project ../src/Deckle.Kernels/Deckle.Kernels.csproj
// Runs a notebook from a C# program: dotnet run samples/quickstart.cs [NOTEBOOK]
using Deckle;
using Deckle.Kernels;

string path = args is [string given, ..] ? given : "samples/fleet_health_check.ipynb";
Notebook notebook = NotebookReader.Read(File.ReadAllBytes(path));

await using KernelClient kernel = await new LocalHost().StartAsync(notebook.KernelName ?? "python3");
ExecutionResult run = await new Executor(kernel).RunAsync(notebook);

File.WriteAllBytes("quickstart.out.ipynb", NotebookWriter.Write(run.Notebook));
Console.WriteLine($"{path}: {run.Status}");
