namespace ProofClient;

/// <summary>The command line is not one of those in the usage text.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The answer is no: the server's, or a file's.</summary>
internal sealed class RefusedException(string message, Exception? inner = null) : Exception(message, inner);
