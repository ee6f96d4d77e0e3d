using System.Globalization;
using Shadowgraph.Proofs;

namespace Shadowgraph.Samples.Publisher;

/// <summary>
/// Signatures of an OpenPGP keyring as attestations: the signer of a key vouches for its owner. A key's address is its fingerprint,
/// 20 bytes like an account's. Of a key's owner nothing else is read: names and mail addresses are skipped.
/// </summary>
/// <remarks>The format is that of <c>gpg --list-sigs --with-colons</c>: https://github.com/gpg/gnupg/blob/master/doc/DETAILS.</remarks>
internal sealed class KeyringListing
{
    // The class of a signature states the signer's care. There is no negative evidence.
    private static readonly Dictionary<string, double> EvidenceOfClass = new() { ["10"] = 4, ["11"] = 1, ["12"] = 4, ["13"] = 8 };

    private readonly Dictionary<string, EvmAddress?> _addresses = [];
    private readonly Dictionary<(string Issuer, EvmAddress Subject), Signature> _signatures = [];
    private readonly Dictionary<(string Issuer, EvmAddress Subject), long> _revocations = [];

    /// <summary>Primary keys.</summary>
    public int KeyCount { get; private set; }

    /// <summary>Signatures by keys that are not in the keyring, so their fingerprints are unknown; self-signatures are not
    /// counted.</summary>
    public int UnknownMakers { get; private set; }

    /// <summary>Signatures that were revoked, or are of a kind that certifies nothing.</summary>
    public int Unusable { get; private set; }

    /// <summary>Reads a listing.</summary>
    /// <exception cref="RefusedException">A line does not have gpg's format.</exception>
    public async Task<IReadOnlyList<Attestation>> ReadAsync(TextReader listing, CancellationToken cancellationToken)
    {
        string? key = null;
        EvmAddress? subject = null;
        var (keyExpires, number) = (0L, 0);
        while (await listing.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            var fields = line.Split(':');
            switch (fields[0])
            {
                case "pub":
                    (key, subject, keyExpires) = (Field(fields, 4, number), null, Seconds(fields, 6, number));
                    break;
                case "fpr" when key is not null && subject is null:
                    subject = TakeKey(key, Field(fields, 9, number));
                    break;
                case "sig" when subject is { } signed:
                    TakeSignature(fields, signed, keyExpires, number);
                    break;
                case "rev" when subject is { } signed:
                    var revoked = (Field(fields, 4, number), signed);
                    _revocations[revoked] = Math.Max(Seconds(fields, 5, number), _revocations.GetValueOrDefault(revoked));
                    break;
            }
        }

        return KeyCount > 0 ? [.. Attestations()] : throw new RefusedException("the keyring has no key, or its listing is not of gpg --list-sigs --with-colons.");
    }

    private static string Field(string[] fields, int index, int line) => index < fields.Length
        ? fields[index]
        : throw new RefusedException($"line {line} of the keyring's listing has {fields.Length} fields, and field {index + 1} is needed.");

    private static long Seconds(string[] fields, int index, int line)
    {
        var text = Field(fields, index, line);
        if (text.Length == 0) return 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
            ? seconds
            : throw new RefusedException($"line {line} of the keyring's listing has '{text}' in field {index + 1}, where a time in Unix seconds is needed.");
    }

    private EvmAddress? TakeKey(string key, string fingerprint)
    {
        KeyCount++;
        EvmAddress? address = EvmAddress.TryParse("0x" + fingerprint, out var parsed) ? parsed : null;

        // Two keys with the same id: the signer is ambiguous.
        _addresses[key] = _addresses.ContainsKey(key) ? null : address;
        return address;
    }

    private void TakeSignature(string[] fields, EvmAddress subject, long keyExpires, int line)
    {
        var (issuer, kind) = (Field(fields, 4, line), Field(fields, 10, line));
        if (kind.Length < 2 || !EvidenceOfClass.TryGetValue(kind[..2], out var evidence))
        {
            Unusable++;
            return;
        }

        var (created, expires) = (Seconds(fields, 5, line), Seconds(fields, 6, line));
        if (keyExpires > 0 && (expires == 0 || keyExpires < expires)) expires = keyExpires;
        var signature = new Signature(created, expires, evidence);
        if (!_signatures.TryGetValue((issuer, subject), out var known) || created >= known.Created) _signatures[(issuer, subject)] = signature;
    }

    private IEnumerable<Attestation> Attestations()
    {
        foreach (var ((issuer, subject), signature) in _signatures)
        {
            if (!_addresses.TryGetValue(issuer, out var known) || known is not { } source)
            {
                UnknownMakers++;
                continue;
            }

            if (source == subject) continue;
            var isRevoked = _revocations.TryGetValue((issuer, subject), out var revoked) && revoked >= signature.Created;
            if (isRevoked || (signature.Expires > 0 && signature.Expires <= signature.Created))
            {
                Unusable++;
                continue;
            }

            var total = signature.Evidence + 2;
            yield return new Attestation
            {
                Source = source,
                Target = subject,
                Opinion = new(signature.Evidence / total, 0, 2 / total, 0.5),
                Weight = 1,
                Type = AttestationType.Vouch,
                CreatedAt = DateTimeOffset.FromUnixTimeSeconds(signature.Created),
                ExpiresAt = signature.Expires > 0 ? DateTimeOffset.FromUnixTimeSeconds(signature.Expires) : null,
            };
        }
    }

    private readonly record struct Signature(long Created, long Expires, double Evidence);
}
