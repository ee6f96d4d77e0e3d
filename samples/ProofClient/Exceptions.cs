namespace ProofClient;

/// <summary>A malformed command line.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>A refusal by the server, or an unusable file.</summary>
internal sealed class RefusedException(string message, Exception? inner = null) : Exception(message, inner);
