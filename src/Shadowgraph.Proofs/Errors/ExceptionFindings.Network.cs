using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static Shadowgraph.Proofs.ProofErrorType;

namespace Shadowgraph.Proofs.Errors;

internal static partial class ExceptionFindings
{
    /// <summary>What exceptions of the network mean. Null if it is none of them.</summary>
    public static ErrorFinding? OfNetwork(Exception exception) => exception switch
    {
        SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } => new(ResourceExhausted),
        SocketException { SocketErrorCode: var code } => new(NetworkError) { Detail = code.ToString() },
        HttpRequestException { StatusCode: { } status } => new(TypeOf(status))
        {
            Detail = string.Create(CultureInfo.InvariantCulture, $"status {(int)status}"),
        },
        HttpRequestException or HttpIOException => new(NetworkError),
        _ => null,
    };

    /// <summary>Whether a service may answer otherwise when it is asked again.</summary>
    public static ProofErrorType TypeOf(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            ? NetworkError
            : ApiError;
}
