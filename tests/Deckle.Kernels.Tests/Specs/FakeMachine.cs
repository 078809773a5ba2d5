using Deckle.Json;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Tests.Specs;

/// <summary>A machine in a temporary folder: a home, a project, system folders, programs and Pythons made of files.</summary>
internal sealed class FakeMachine : IDisposable
{
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    public FakeMachine()
    {
        variables["PATH"] = Folder("bin");
        Folder("home");
        Folder("project");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("deckle-specs-").FullName;

    /// <summary>What <see cref="AddWitness"/>'s programs write when they are started.</summary>
    public string Started => Path.Combine(Root, "started");

    public KernelSearch Search => new()
    {
        Variables = variables,
        HomeFolder = Path.Combine(Root, "home"),
        WorkingFolder = Path.Combine(Root, "project"),
        SystemFolders = [Path.Combine(Root, "usr/local/share/jupyter"), Path.Combine(Root, "usr/share/jupyter")],
        SystemPython = Path.Combine(Root, "usr/bin/python3"),
        IsMacOS = false,
    };

    public KernelSpecs Specs => new(Search);

    public string this[string variable]
    {
        set => variables[variable] = value;
    }

    /// <summary>The full path of something on the machine.</summary>
    public string At(string relative) => Path.Combine(Root, relative);

    public string Folder(string relative) => Directory.CreateDirectory(At(relative)).FullName;

    public string File(string relative, string content)
    {
        Folder(Path.GetDirectoryName(relative)!);
        System.IO.File.WriteAllText(At(relative), content);
        return At(relative);
    }

    public string Executable(string relative, string content = "not a script")
    {
        string path = File(relative, content);
#pragma warning disable CA1416 // The machine that is faked is a Unix machine, like the one the tests run on.
        System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        return path;
    }

    /// <summary>A program that cannot be told apart from a version manager's shim, and answers as the interpreter behind it would.</summary>
    public string AddWitness(string relative, string prefix, string ipykernel = "") =>
        Executable(relative, $"#!/bin/sh\necho started >> '{Started}'\necho '{prefix}'\necho '{ipykernel}'\n");

    /// <summary>A kernel.json in <c>FOLDER/kernels/NAME</c>.</summary>
    public string Kernel(string folder, string name, string? json = null, string language = "python", string? title = null, string program = "python")
    {
        string text = json ?? JsonObject.Of(
            ("argv", JsonArray.From([program, "-m", "ipykernel_launcher", "-f", "{connection_file}"])),
            ("display_name", title ?? name),
            ("language", language)).ToString();
        return File($"{folder}/kernels/{name}/kernel.json", text);
    }

    /// <summary>A Python installed below a folder.</summary>
    public string Python(string prefix, bool hasIpykernel = false)
    {
        string program = Executable($"{prefix}/bin/python3.12");
        System.IO.File.CreateSymbolicLink(At($"{prefix}/bin/python3"), "python3.12");
        System.IO.File.CreateSymbolicLink(At($"{prefix}/bin/python"), "python3.12");
        File($"{prefix}/lib/python3.12/os.py", "");
        if (hasIpykernel)
        {
            Ipykernel($"{prefix}/lib/python3.12/site-packages");
        }

        return program;
    }

    /// <summary>A virtual environment.</summary>
    public void Venv(string prefix, bool hasIpykernel = false, string settings = "home = /nowhere/bin\n")
    {
        Executable($"{prefix}/bin/python");
        File($"{prefix}/pyvenv.cfg", settings);
        Folder($"{prefix}/lib/python3.12/site-packages");
        if (hasIpykernel)
        {
            Ipykernel($"{prefix}/lib/python3.12/site-packages");
        }
    }

    public void Ipykernel(string packages)
    {
        File($"{packages}/ipykernel_launcher.py", "");
        Folder($"{packages}/ipykernel");
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
