namespace Shadowgraph.Proofs;

/// <summary>Rows in clear, for <see cref="RegistryStorageOptions.UnsealedStore"/>.</summary>
internal sealed class OpenRows : IRowSeal
{
    public ReadOnlyMemory<byte> KeyId => default;

    public byte[] TagOf(EvmAddress account)
    {
        var tag = new byte[EvmAddress.Size];
        account.Write(tag);
        return tag;
    }

    public byte[] Seal(RowAddress address, ReadOnlySpan<byte> changeSalt, ReadOnlySpan<byte> content) => content.ToArray();

    public byte[]? Open(RowAddress address, ReadOnlySpan<byte> row) => row.ToArray();

    public byte[] SealRoot(RegistryStoreRoot root) => [];

    public void Dispose()
    {
    }
}
