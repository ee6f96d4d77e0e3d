using System.Globalization;
using System.Net;
using static Shadowgraph.Proofs.ProofErrorType;

namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// Classifies an exception by words in its message, if the type is not conclusive: the first pattern that occurs in the first <see cref="Longest"/>
/// characters.
/// </summary>
internal static class MessagePatterns
{
    public const int Longest = 400;

    private static readonly (string Text, ProofErrorType Type)[] Known =
    [
        ("out of memory", ProofErrorType.OutOfMemory),
        ("outofmemory", ProofErrorType.OutOfMemory),
        ("insufficient memory", ProofErrorType.OutOfMemory),
        ("not enough memory", ProofErrorType.OutOfMemory),
        ("cannot allocate memory", ProofErrorType.OutOfMemory),
        ("bad_alloc", ProofErrorType.OutOfMemory),
        ("no space left", ResourceExhausted),
        ("not enough space", ResourceExhausted),
        ("disk full", ResourceExhausted),
        ("disk is full", ResourceExhausted),
        ("disk was full", ResourceExhausted),
        ("quota exceeded", ResourceExhausted),
        ("too many open files", ResourceExhausted),
        ("bad proving key", ProvingKeyRejected),
        ("bad .zkey file", ProvingKeyRejected),
        ("bad verification_key.json file", ProvingKeyRejected),
        ("bad .r1cs file", CircuitLoadFailed),
        ("bad .wtns file", InvalidWitnessData),
        ("bad reputation proof", ProofTampered),
        ("bad proof.json file", ProofTampered),
        ("bad public.json file", ProofTampered),
        ("permission denied", AccessDenied),
        ("access denied", AccessDenied),
        ("access is denied", AccessDenied),
        ("too many requests", NetworkError),
        ("service unavailable", NetworkError),
        ("bad gateway", NetworkError),
        ("gateway timeout", NetworkError),
        ("connection refused", NetworkError),
        ("connection reset", NetworkError),
        ("connection was closed", NetworkError),
        ("connection was aborted", NetworkError),
        ("forcibly closed", NetworkError),
        ("broken pipe", NetworkError),
        ("network is unreachable", NetworkError),
        ("no route to host", NetworkError),
        ("no such host", NetworkError),
        ("name or service not known", NetworkError),
        ("name resolution", NetworkError),
        ("socket error", NetworkError),
        ("socket exception", NetworkError),
        ("timed out", ProofGenerationTimeout),
        ("time-out", ProofGenerationTimeout),
        ("timeout", ProofGenerationTimeout),
        ("deadline exceeded", ProofGenerationTimeout),
        ("canceled", ProofGenerationCancelled),
        ("cancelled", ProofGenerationCancelled),
    ];

    public static ErrorFinding? Find(Exception exception)
    {
        if (TellsNothing(exception)) return null;
        var message = Beginning(exception);
        if (HttpStatusIn(message) is { } status)
        {
            return new(ExceptionFindings.TypeOf(status))
            {
                Detail = string.Create(CultureInfo.InvariantCulture, $"status {(int)status}"),
            };
        }

        foreach (var (text, type) in Known)
        {
            if (message.Contains(text, StringComparison.OrdinalIgnoreCase)) return new(type);
        }

        return null;
    }

    // A wrapper repeats the message of its inner exception, and an aggregate joins any number of messages. Programming errors are not failures of
    // memory or network, whatever the name of the parameter.
    private static bool TellsNothing(Exception exception) => exception
        is AggregateException or System.Reflection.TargetInvocationException or TypeInitializationException
        or ArgumentException or NullReferenceException or IndexOutOfRangeException or InvalidCastException or NotSupportedException
        or NotImplementedException or ObjectDisposedException or FormatException or KeyNotFoundException;

    private static ReadOnlySpan<char> Beginning(Exception exception)
    {
        try
        {
            var message = exception.Message;
            return message.AsSpan(0, Math.Min(message?.Length ?? 0, Longest));
        }
        catch (Exception)
        {
            // A foreign Message property that throws: without a message there is nothing to match.
            return default;
        }
    }

    // The first separate number of three digits from 400 to 599 in a message that mentions HTTP.
    private static HttpStatusCode? HttpStatusIn(ReadOnlySpan<char> message)
    {
        if (!message.Contains("http", StringComparison.OrdinalIgnoreCase)
            && !message.Contains("status code", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        for (var i = 1; i + 3 <= message.Length; i++)
        {
            if (message[i] is not ('4' or '5') || message[i - 1] is not (' ' or '(' or '[' or '=' or '"' or '\'')) continue;
            if (!char.IsAsciiDigit(message[i + 1]) || !char.IsAsciiDigit(message[i + 2])) continue;
            if (i + 3 < message.Length && (char.IsLetterOrDigit(message[i + 3]) || message[i + 3] is '_')) continue;
            return (HttpStatusCode)int.Parse(message.Slice(i, 3), CultureInfo.InvariantCulture);
        }

        return null;
    }
}
