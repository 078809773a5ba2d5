using System.Globalization;
using System.Security.Authentication;
using Deckle.Kernels.Specs;

namespace Deckle.Kernels.Remote;

/// <summary>The errors of kernels on servers. None of them holds a token, a query or a page of the server.</summary>
public static class RemoteErrors
{
    public static DeckleException Address() =>
        new("server-address-invalid", "the server's address is not an http or https URL, or it holds a user's name", "write it as http://127.0.0.1:8888/ and give the token with --token-file FILE or JUPYTER_TOKEN");

    public static DeckleException Unreachable(Uri url, string why) =>
        new("server-unreachable", $"{url} cannot be reached: {why}", "check the address and whether the server runs") { Kind = ErrorKind.Unavailable };

    public static DeckleException Tls(Uri url, string why) =>
        new("server-tls-failed", $"{url}: no secure connection: {why}", "check the address; a certificate of an own authority must be known to this machine (SSL_CERT_FILE names a file of such)")
        {
            Kind = ErrorKind.Unavailable,
        };

    public static DeckleException NotJupyter(Uri url, string what) =>
        new("server-not-jupyter", $"{url} does not answer like a Jupyter server: {what}", "give the server's base address, the part before /lab, /tree or /api");

    public static DeckleException TokenRefused(Uri url, int status, bool isGiven) =>
        new(
            "server-token-refused",
            string.Create(CultureInfo.InvariantCulture, $"{url} answers {status}: {(isGiven ? "it does not accept the token" : "it wants a token, and none was given")}"),
            "give the right one with --token-file FILE or in JUPYTER_TOKEN; 'jupyter server list' on that machine shows it. A server with a password takes a token, too, when it is started with JUPYTER_TOKEN set");

    /// <summary>A redirect to the page where people log in.</summary>
    public static DeckleException WantsPassword(Uri url, int status) =>
        new(
            "server-redirects",
            string.Create(CultureInfo.InvariantCulture, $"{url} answers {status}, a redirect to its page to log in, which Deckle does not do"),
            "give a token with --token-file FILE or in JUPYTER_TOKEN; a server with a password takes one, too, when it is started with JUPYTER_TOKEN set");

    /// <summary>A redirect to somewhere else: from a hub whose server does not run, for one.</summary>
    public static DeckleException Redirected(Uri url, int status) =>
        new(
            "server-redirects",
            string.Create(CultureInfo.InvariantCulture, $"{url} answers {status}, a redirect, which is not followed: often a hub whose server is stopped"),
            "check the address and the token; a server of a JupyterHub must run, which --hub URL sees to");

    /// <summary>JupyterHub says that the user's server is not running.</summary>
    public static DeckleException HubServerStopped(Uri url, int status) =>
        new("server-stopped", string.Create(CultureInfo.InvariantCulture, $"{url} answers {status}: the hub's server is not running"), "start it on the hub, or let --hub URL do it") { Kind = ErrorKind.Unavailable };

    public static DeckleException Failed(Uri url, string what, int status, string message) =>
        new("server-failed", string.Create(CultureInfo.InvariantCulture, $"{url} cannot {what}: it answers {status}{Said(message)}"), "the server's own log tells more") { Kind = ErrorKind.Unavailable };

    public static DeckleException Refused(Uri url, string what, int status, string message) =>
        new("server-refused", string.Create(CultureInfo.InvariantCulture, $"{url} refuses to {what}: it answers {status}{Said(message)}"), "check what the server and its version allow");

    public static DeckleException KernelMissing(Uri url, string id, IReadOnlyList<ServerKernel>? running) =>
        new("server-kernel-not-found", $"no kernel {id} runs on {url}", "give the id of one that runs")
        {
            Facts = running is null ? [] : [("running", running.Count == 0 ? "none" : string.Join("; ", running.Select(kernel => $"{kernel.Id} ({kernel.Name}, {kernel.State})")))],
        };

    /// <summary>The kernel ended before it was ready.</summary>
    public static DeckleException EndedAtStart(KernelSpec spec, string why) =>
        new("kernel-start-failed", $"kernel '{spec.Name}' ended before it was ready: it {why}", "the server's own log tells why")
        {
            Kind = ErrorKind.Unavailable,
            Facts = [("kernelspec", spec.Where)],
        };

    public static DeckleException EnvironmentUnsupported(KernelSpec spec) =>
        new(
            "server-environment-unsupported",
            $"variables cannot be given to kernel '{spec.Name}' on a server: only kernels of Python take them",
            "leave --env out, or set them in the kernelspec on the server");

    public static DeckleException FileNotFound(Uri url, string path) =>
        new("server-file-not-found", $"{url} has no file '{path}'", "give a path below the server's folder");

    public static DeckleException NoFolder(Uri url, string folder) =>
        new("server-folder-not-found", $"{url} has no folder '{folder}' for the kernel to work in", "give one below the server's folder, or make it by sending files there with --upload");

    public static DeckleException FileFailed(Uri url, string path, string why) =>
        new("server-file-failed", $"the file '{path}' cannot be moved to or from {url}: {why}", "check the path and the rights of the kernel's user") { Kind = ErrorKind.Unavailable };

    /// <summary>Neither the server nor the kernel can move files.</summary>
    public static DeckleException NoFiles(Uri url, string language) =>
        new(
            "server-has-no-files",
            $"{url} has no contents API, and through a kernel of {(language.Length == 0 ? "its language" : language)} files cannot be moved",
            "leave --upload and --download out, or use a Jupyter Server");

    /// <summary>The exception of a request that got no answer.</summary>
    internal static DeckleException From(Exception e, Uri url) => e switch
    {
        _ when Find<AuthenticationException>(e) is { } tls => Tls(url, Line(tls)),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => NotJupyter(url, "what it sends is not HTTP"),

        // A server without TLS waits for the end of a request that it cannot read.
        OperationCanceledException when url.Scheme == Uri.UriSchemeHttps => Unreachable(url, "it does not answer in time; without TLS its address begins with http"),
        OperationCanceledException => Unreachable(url, "it does not answer in time"),
        _ => Unreachable(url, Line(e.GetBaseException())),
    };

    private static T? Find<T>(Exception? e)
        where T : Exception => e is null ? null : e as T ?? Find<T>(e.InnerException);

    private static string Line(Exception e) => e.Message.Split('\n')[0].TrimEnd('.', ' ');

    private static string Said(string message) => message.Length == 0 ? "" : $" and says: {message}";

}
