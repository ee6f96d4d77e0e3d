namespace Shadowgraph.Proofs.Caching;

/// <summary>What the second level gave is not an entry.</summary>
internal sealed class SealedEntryException(string reason, Exception? innerException = null) : Exception(reason, innerException);
