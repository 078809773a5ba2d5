using Deckle.Json;

namespace Deckle.Kernels.Specs;

/// <summary>A kernel that can be started here: what its <c>kernel.json</c> says, and where that stands.</summary>
public sealed record KernelSpec
{
    /// <summary>The provisioner that starts a process on this machine; the only one a kernel has unless it says otherwise.</summary>
    private const string LocalProvisioner = "local-provisioner";

    /// <summary>The name of its folder in lower case: <c>python3</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The command line with its templates: <c>["python3", "-m", "ipykernel_launcher", "-f", "{connection_file}"]</c>.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>The name for people; <see cref="Name"/> where kernel.json has none.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The language, which notebooks name in <c>metadata.kernelspec.language</c>; empty where kernel.json has none.</summary>
    public required string Language { get; init; }

    public InterruptMode InterruptMode { get; init; }

    /// <summary>Variables to set for the kernel. Values may refer to those of the launching environment: <c>${HOME}/lib</c>.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    public JsonObject Metadata { get; init; } = JsonObject.Empty;

    /// <summary>The protocol version the kernel announces before it runs (JEP 66): <c>5.6</c>.</summary>
    public string? KernelProtocolVersion { get; init; }

    /// <summary>The folder of <c>kernel.json</c> and the kernel's logos; for a synthesised kernel that of ipykernel's own resources.</summary>
    public required string ResourceDirectory { get; init; }

    /// <summary>The searched folder it was found in.</summary>
    public required KernelFolder Origin { get; init; }

    /// <summary>True for the kernel of a Python that has ipykernel but no <c>kernel.json</c>.</summary>
    public bool IsSynthesised { get; init; }

    /// <summary>The base address of the Jupyter server that starts it; null for a kernel of this machine.</summary>
    public Uri? Server { get; init; }

    /// <summary><c>kernel.json</c> as it was read.</summary>
    public required JsonObject Json { get; init; }

    /// <summary>Where the kernel is described: its <c>kernel.json</c>, for a synthesised one the Python, on a server its address.</summary>
    public string Where => Server is not null ? $"{Server}api/kernelspecs/{Uri.EscapeDataString(Name)}"
        : IsSynthesised ? $"{Origin.Python?.Program} (ipykernel without kernel.json)" : Path.Combine(ResourceDirectory, "kernel.json");

    public bool IsPython => IsLanguage("python");

    /// <summary>The provisioner the kernel insists on when it is not the local one, else null. Such a kernel must not be started as a local process.</summary>
    public string? ForeignProvisioner =>
        Server is null && Metadata.Get<JsonObject>("kernel_provisioner")?.GetText("provisioner_name") is { Length: > 0 } name && name != LocalProvisioner ? name : null;

    /// <summary>Whether the kernel is for a language. Notebooks and kernels disagree about case (<c>R</c>, <c>r</c>).</summary>
    public bool IsLanguage(string language) => string.Equals(Language, language, StringComparison.OrdinalIgnoreCase);

    /// <summary>A kernel that a Jupyter server starts. How it does that is its own affair.</summary>
    /// <param name="json">The <c>spec</c> of the server's answer, which is <c>kernel.json</c>.</param>
    internal static KernelSpec OnServer(Uri server, string name, JsonObject json) => new()
    {
        Name = name,
        Argv = [.. (json.Get<JsonArray>("argv") ?? JsonArray.Empty).OfType<JsonString>().Select(word => word.Text)],
        DisplayName = json.GetText("display_name") ?? name,
        Language = json.GetText("language") ?? "",
        Metadata = json.Get<JsonObject>("metadata") ?? JsonObject.Empty,
        ResourceDirectory = "",
        Origin = new KernelFolder(server.ToString(), "server"),
        Server = server,
        Json = json,
    };
}
