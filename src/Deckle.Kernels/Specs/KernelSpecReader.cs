using System.Text.RegularExpressions;
using Deckle.Json;

namespace Deckle.Kernels.Specs;

/// <summary>Reads <c>kernel.json</c> files.</summary>
internal static partial class KernelSpecReader
{
    /// <summary>
    /// The kernels of a folder in the order of their names, broken ones handed to <paramref name="report"/>.
    /// A folder without <c>kernel.json</c> is no kernel, and a folder that does not exist has none.
    /// </summary>
    public static IEnumerable<KernelSpec> ReadFolder(KernelFolder folder, Action<KernelSpecProblem> report)
    {
        if (!Directory.Exists(folder.Path))
        {
            yield break;
        }

        string[] resources;
        try
        {
            resources = Directory.GetDirectories(folder.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report(new KernelSpecProblem("*", folder.Path, null, $"the folder cannot be listed: {e.Message}"));
            yield break;
        }

        Array.Sort(resources, StringComparer.Ordinal);
        foreach (string resource in resources)
        {
            if (ReadResource(folder, resource, report) is { } spec)
            {
                yield return spec;
            }
        }
    }

    private static KernelSpec? ReadResource(KernelFolder folder, string resource, Action<KernelSpecProblem> report)
    {
        string path = Path.Combine(resource, "kernel.json");
        if (!File.Exists(path))
        {
            return null;
        }

        string name = Path.GetFileName(resource).ToLowerInvariant();
        byte[] utf8 = [];
        try
        {
            if (!KernelName().IsMatch(name))
            {
                throw new KernelSpecException("the folder's name cannot name a kernel: only ASCII letters, digits, '-', '.' and '_' can", JsonNull.Value);
            }

            utf8 = File.ReadAllBytes(path);
            return Read(utf8, name, resource, folder);
        }
        catch (KernelSpecException e)
        {
            report(new KernelSpecProblem(name, path, e.Value.Span.IsNone ? null : TextPosition.Of(utf8, e.Value.Span.Start), e.Message));
        }
        catch (JsonSyntaxException e)
        {
            report(new KernelSpecProblem(name, path, new TextPosition(e.Line, e.Column), $"not JSON: {e.Reason}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report(new KernelSpecProblem(name, path, null, $"the file cannot be read: {e.Message}"));
        }

        return null;
    }

    private static KernelSpec Read(byte[] utf8, string name, string resource, KernelFolder folder)
    {
        JsonValue value = JsonReader.Read(utf8);
        JsonObject json = value as JsonObject ?? throw new KernelSpecException("a kernelspec must be an object", value);
        return new KernelSpec
        {
            Name = name,
            Argv = Argv(json),
            DisplayName = Text(json, "display_name") ?? name,
            Language = Text(json, "language") ?? "",
            InterruptMode = ReadInterruptMode(json),
            Env = Env(json),
            Metadata = Part<JsonObject>(json, "metadata", "an object") ?? JsonObject.Empty,
            KernelProtocolVersion = Text(json, "kernel_protocol_version"),
            ResourceDirectory = resource,
            Origin = folder,
            Json = json,
        };
    }

    private static string[] Argv(JsonObject json)
    {
        JsonArray argv = Part<JsonArray>(json, "argv", "a list of strings") ?? throw new KernelSpecException("'argv', the command line, is missing", json);
        string[] words = [.. argv.Select(word => (word as JsonString)?.Text ?? throw new KernelSpecException("'argv' must be a list of strings", word))];
        return words.Length > 0 && words[0].Length > 0 ? words : throw new KernelSpecException("'argv' names no program", argv);
    }

    private static Dictionary<string, string> Env(JsonObject json)
    {
        var env = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonMember member in Part<JsonObject>(json, "env", "an object of strings") ?? JsonObject.Empty)
        {
            env[member.Key] = (member.Value as JsonString)?.Text ?? throw new KernelSpecException($"'env.{member.Key}' must be a string", member.Value);
        }

        return env;
    }

    private static InterruptMode ReadInterruptMode(JsonObject json) => Text(json, "interrupt_mode")?.ToLowerInvariant() switch
    {
        null or "signal" => InterruptMode.Signal,
        "message" => InterruptMode.Message,
        _ => throw new KernelSpecException("'interrupt_mode' must be 'signal' or 'message'", json["interrupt_mode"]!),
    };

    private static string? Text(JsonObject json, string key) => Part<JsonString>(json, key, "a string")?.Text;

    private static T? Part<T>(JsonObject json, string key, string shape)
        where T : JsonValue => json[key] switch
        {
            null or JsonNull => null,
            T part => part,
            { } other => throw new KernelSpecException($"'{key}' must be {shape}", other),
        };

    // Kernel names are compared in lower case, so this is jupyter_client's pattern without its flag.
    [GeneratedRegex(@"^[a-z0-9._\-]+\z")]
    private static partial Regex KernelName();

    /// <summary>A value of <c>kernel.json</c> that is not what it must be.</summary>
    private sealed class KernelSpecException(string what, JsonValue value) : Exception(what)
    {
        public JsonValue Value { get; } = value;
    }
}
