using System.Security.Cryptography;
using System.Text.Json;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Configuration;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>
/// Requests as JSON: format, opening (in the form of <see cref="RegistryOpening.ToJson"/>), statement (kind, anonymous, minimum, maximum), recipient,
/// scope (chain_id, verifying_contract, registry_id, campaign), as_of in Unix seconds, priority, max_size, and, if set, id, user, queue_timeout_ticks
/// and timeout_ticks in units of 100 ns, and identity in base64. Strict: each field exactly once, no unknown fields.
/// </summary>
internal static class ProofRequestJson
{
    private const string Format = "shadowgraph-proof-request/1";
    private const string Kind = "proof request";

    private static readonly string[] Fields =
    [
        "format", "opening", "statement", "recipient", "scope", "as_of", "priority", "max_size",
        "id", "user", "queue_timeout_ticks", "timeout_ticks", "identity",
    ];

    private static readonly string[] StatementFields = ["kind", "anonymous", "minimum", "maximum"];

    private static readonly string[] ScopeFields = ["chain_id", "verifying_contract", "registry_id", "campaign"];

    public static byte[] Write(ProofRequest request)
    {
        if (request.AsOf is not { } asOf || !UnixSeconds.TryFrom(asOf, out var seconds))
        {
            throw new InvalidOperationException(
                "A request without AsOf, or with an AsOf before 1970, can't be written: a later run would prove another time. Set AsOf.");
        }

        using var buffer = new ClearedBuffer();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("format"u8, Format);
        if (request.Id is { } id) writer.WriteString("id"u8, id);
        writer.WritePropertyName("opening"u8);
        RegistryOpeningJson.Write(writer, request.Opening);
        Write(writer, request.Statement);
        writer.WriteString("recipient"u8, request.Recipient.ToString());
        Write(writer, request.Scope);
        writer.WriteNumber("as_of"u8, seconds);
        if (!request.UserId.IsNone) writer.WriteString("user"u8, request.UserId.ToString());
        writer.WriteString("priority"u8, JsonWords.Of(JsonWords.Priorities, (int)request.Priority));
        writer.WriteString("max_size"u8, JsonWords.Of(JsonWords.Sizes, (int)request.MaxCircuitSize));
        if (request.QueueTimeout is { } queueTimeout) writer.WriteNumber("queue_timeout_ticks"u8, queueTimeout.Ticks);
        if (request.Timeout is { } timeout) writer.WriteNumber("timeout_ticks"u8, timeout.Ticks);
        if (request.Identity is { } identity) Write(writer, identity);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.ToArray();
    }

    public static ProofRequest Read(ReadOnlySpan<byte> utf8, int maxBytes)
    {
        if (utf8.Length > maxBytes)
            throw Bad("$", $"has {utf8.Length} bytes, more than the {maxBytes} allowed. Raise maxBytes to read it.");
        var cursor = new JsonCursor(utf8, Bad, refusesUnknown: true);
        IdentitySecret? identity = null;
        try
        {
            return Read(ref cursor, ref identity);
        }
        catch
        {
            identity?.Dispose();
            throw;
        }
    }

    private static ProofRequest Read(ref JsonCursor cursor, ref IdentitySecret? identity)
    {
        RegistryOpening? opening = null;
        ProofStatement? statement = null;
        ProofScope? scope = null;
        EvmAddress recipient = default;
        DateTimeOffset asOf = default;
        var priority = default(ProofPriority);
        var size = default(CircuitSize);
        Guid? id = null;
        ProofUserId user = default;
        TimeSpan? queueTimeout = null, timeout = null;
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(Fields, required: 8, ref seen, out var field))
        {
            switch (field)
            {
                case 0: ReadFormat(ref cursor); break;
                case 1: opening = RegistryOpeningJson.Read(ref cursor); break;
                case 2: statement = ReadStatement(ref cursor); break;
                case 3: recipient = cursor.Address(); break;
                case 4: scope = ReadScope(ref cursor); break;
                case 5: asOf = ReadTime(ref cursor); break;
                case 6: priority = (ProofPriority)cursor.Choice(JsonWords.Priorities); break;
                case 7: size = (CircuitSize)cursor.Choice(JsonWords.Sizes); break;
                case 8: id = cursor.Id(); break;
                case 9: user = ReadUser(ref cursor); break;
                case 10: queueTimeout = ReadTimeout(ref cursor); break;
                case 11: timeout = ReadTimeout(ref cursor); break;
                default: identity = ReadIdentity(ref cursor); break;
            }
        }

        cursor.End();
        Verify(opening!);
        return new ProofRequest(opening!, statement!)
        {
            Id = id,
            Recipient = recipient,
            Scope = scope!,
            AsOf = asOf,
            Identity = identity,
            UserId = user,
            Priority = priority,
            MaxCircuitSize = size,
            QueueTimeout = queueTimeout,
            Timeout = timeout,
        };
    }

    private static void Write(Utf8JsonWriter writer, ProofStatement statement)
    {
        writer.WriteStartObject("statement"u8);
        writer.WriteString("kind"u8, JsonWords.Of(JsonWords.Kinds, (int)statement.Kind));
        writer.WriteBoolean("anonymous"u8, statement.IsAnonymous);
        if (statement.Kind is ProofKind.Threshold or ProofKind.Range) writer.WriteNumber("minimum"u8, statement.Bounds!.Value.Minimum);
        if (statement.Kind is ProofKind.Range) writer.WriteNumber("maximum"u8, statement.Bounds!.Value.Maximum);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ProofScope scope)
    {
        writer.WriteStartObject("scope"u8);
        writer.WriteString("chain_id"u8, scope.ChainId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteString("verifying_contract"u8, scope.VerifyingContract.ToString());
        writer.WriteString("registry_id"u8, scope.RegistryId);
        writer.WriteString("campaign"u8, scope.Campaign);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IdentitySecret identity)
    {
        Span<byte> secret = stackalloc byte[IdentitySecret.Size];
        try
        {
            identity.Export(secret);
            writer.WriteBase64String("identity"u8, secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static void ReadFormat(ref JsonCursor cursor)
    {
        if (cursor.Text(100) != Format)
            throw cursor.Fail($"must be \"{Format}\": the text is of another kind, or was written by another version of the library. Read it with that version.");
    }

    private static ProofStatement ReadStatement(ref JsonCursor cursor)
    {
        var kind = default(ProofKind);
        var isAnonymous = false;
        int? minimum = null, maximum = null;
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(StatementFields, required: 2, ref seen, out var field))
        {
            switch (field)
            {
                case 0: kind = (ProofKind)cursor.Choice(JsonWords.Kinds); break;
                case 1: isAnonymous = cursor.Boolean(); break;
                case 2: minimum = cursor.Integer(0, ScoreBounds.HighestScore); break;
                default: maximum = cursor.Integer(0, ScoreBounds.HighestScore); break;
            }
        }

        var statement = (kind, minimum, maximum) switch
        {
            (ProofKind.Exact, null, null) => ProofStatement.Exact(),
            (ProofKind.Threshold, { } least, null) => ProofStatement.Threshold(least),
            (ProofKind.Range, { } least, { } most) when least <= most => ProofStatement.Range(least, most),
            (ProofKind.SetMembership, null, null) => ProofStatement.SetMembership(),
            _ => throw cursor.Fail("must have a minimum for a threshold, a minimum and a maximum of at least the minimum for a range, otherwise neither."),
        };
        // Narrow bounds were accepted when the request was created.
        return isAnonymous ? statement.Anonymously(allowIdentifyingBounds: true) : statement;
    }

    private static ProofScope ReadScope(ref JsonCursor cursor)
    {
        var chain = 0UL;
        EvmAddress contract = default;
        string registry = "", campaign = "";
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(ScopeFields, required: 4, ref seen, out var field))
        {
            switch (field)
            {
                case 0: chain = ReadChainId(ref cursor); break;
                case 1: contract = cursor.Address(); break;
                case 2: registry = cursor.Text(ProofScope.MaxTextLength); break;
                default: campaign = cursor.Text(ProofScope.MaxTextLength); break;
            }
        }

        return new ProofScope(chain, contract, registry, campaign);
    }

    // In quotes, since JSON numbers are exact only below 2^53.
    private static ulong ReadChainId(ref JsonCursor cursor)
    {
        var text = cursor.ShortText();
        return ulong.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var chain)
            && (text.Length == 1 || text[0] != '0')
            ? chain
            : throw cursor.Fail("must be a whole number below 2^64, in quotes.");
    }

    private static DateTimeOffset ReadTime(ref JsonCursor cursor)
    {
        var seconds = cursor.Integer();
        return seconds <= UnixSeconds.LastRepresentable
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : throw cursor.Fail($"must be at most {UnixSeconds.LastRepresentable}, the end of year 9999.");
    }

    private static ProofUserId ReadUser(ref JsonCursor cursor)
    {
        var text = cursor.Text(ProofUserId.MaxLength);
        if (ProofUserId.ProblemOf(text) is { } problem) throw cursor.Fail("is no user id. " + problem);
        var user = new ProofUserId(text);
        return user.ToString() == text ? user : throw cursor.Fail("must be a user id in its own form, in lower case.");
    }

    private static TimeSpan ReadTimeout(ref JsonCursor cursor)
    {
        var ticks = cursor.Integer();
        return ticks > 0 && ticks <= (ulong)DurationType.Longest.Ticks
            ? TimeSpan.FromTicks((long)ticks)
            : throw cursor.Fail($"must be longer than zero and at most {DurationType.Longest.TotalDays:0} days, in units of 100 ns.");
    }

    private static IdentitySecret ReadIdentity(ref JsonCursor cursor)
    {
        Span<byte> secret = stackalloc byte[IdentitySecret.Size];
        try
        {
            cursor.Bytes(secret);
            return IdentitySecret.FromBytes(secret);
        }
        catch (ArgumentException e)
        {
            // FromBytes has two messages, neither of which shows any byte of the secret.
            throw cursor.Fail("is no identity secret. " + e.Message);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static void Verify(RegistryOpening opening)
    {
        try
        {
            opening.Verify();
        }
        catch (RegistryOpeningException e)
        {
            throw new ProofFileException(Kind, "$.opening" + e.Message[1..], innerException: e);
        }
    }

    private static ProofFileException Bad(string path, string problem) => new(Kind, $"{path} {problem}");
}
