namespace Deckle.Kernels.Zmtp;

/// <summary>The socket types a Jupyter client needs (RFC 28).</summary>
public enum ZmtpSocketType
{
    /// <summary>DEALER: shell, control and stdin.</summary>
    Dealer,

    /// <summary>SUB, subscribed to everything: iopub.</summary>
    Subscriber,

    /// <summary>REQ: heartbeat.</summary>
    Request,
}
