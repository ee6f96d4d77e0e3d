namespace Shadowgraph.Proofs.Configuration;

/// <summary>A secret key with a minimum length, or none. Never shown in messages.</summary>
internal sealed class SecretType(int least) : OptionType<byte[]>
{
    public override string Form => "bytes in Base64";

    public override string Range => $"empty, or of at least {least} bytes";

    public override bool TryParse(string written, out byte[] value)
    {
        var bytes = new byte[written.Length];
        var isValid = Convert.TryFromBase64String(written, bytes, out var length);
        value = bytes[..length];
        return isValid;
    }

    public override string Write(byte[] value) => value switch
    {
        null => "null",
        { Length: 0 } => "empty",
        _ when !Accepts(value) => $"a key of {value.Length} bytes",
        _ => "a secret key",
    };

    public override bool Accepts(byte[] value) => value is { Length: 0 } || value?.Length >= least;

    public override byte[] Copy(byte[] value) => [.. value];

    public override string Quote(string written) => $"text of {written.Length} characters (not shown)";
}
