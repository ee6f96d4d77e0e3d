namespace Shadowgraph.Proofs.Caching;

/// <summary>The bytes from the second level are not a valid entry.</summary>
internal sealed class SealedEntryException(string reason, Exception? innerException = null) : Exception(reason, innerException);
