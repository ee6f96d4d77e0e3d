using System.Data.Common;

namespace Shadowgraph.Proofs;

/// <summary>Reads a bounded number of bytes.</summary>
internal static class DbReaderExtensions
{
    /// <exception cref="RegistryStoreException">The column is longer than the limit.</exception>
    public static byte[] GetBytes(this DbDataReader reader, int ordinal, int most)
    {
        var length = reader.GetBytes(ordinal, 0, null, 0, 0);
        if (length > most)
        {
            throw new RegistryStoreException(
                RegistryStoreErrorKind.Damaged,
                $"A row of the registry's store has {length} bytes in {reader.GetName(ordinal)}, where {most} are the most. Restore the database.");
        }

        var bytes = new byte[length];
        if (length > 0) reader.GetBytes(ordinal, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
