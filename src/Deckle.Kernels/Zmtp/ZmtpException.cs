namespace Deckle.Kernels.Zmtp;

/// <summary>The peer does not speak ZMTP 3 with the NULL mechanism, or broke its framing (RFC 23).</summary>
public sealed class ZmtpException(string message) : IOException(message);
