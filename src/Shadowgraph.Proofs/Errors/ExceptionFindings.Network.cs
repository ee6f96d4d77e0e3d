using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static Shadowgraph.Proofs.ProofErrorType;

namespace Shadowgraph.Proofs.Errors;

internal static partial class ExceptionFindings
{
    /// <summary>Classifies exceptions of the network. Null for all further exceptions.</summary>
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

    /// <summary>NetworkError for a status that a retry may change, otherwise ApiError.</summary>
    public static ProofErrorType TypeOf(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            ? NetworkError
            : ApiError;
}
