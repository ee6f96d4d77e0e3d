using System.Collections;
using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Binding;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Serialization;

/// <summary>
/// Whatever public type a host gives to a serializer: it comes back equal, or an exception says that it can't. Nothing turns silently into
/// something else, and nothing confidential is written by the way.
/// </summary>
[TestFixture]
public sealed class EveryPublicTypeTests
{
    private static readonly Guid Id = Guid.Parse("6b1c0f3e-5a52-4b7a-9c1d-0d4b5a0e7f11");

    /// <summary>What must be refused when it is written.</summary>
    private static readonly Type[] Confidential =
    [
        typeof(ProofRequest), typeof(ProofResult), typeof(RegistryOpening), typeof(FusedOpinion), typeof(IdentitySecret), typeof(RegistrySubject),
        typeof(ProofJob), typeof(ProverResult), typeof(BatchResult), typeof(ProofTicket),
    ];

    private static readonly Dictionary<Type, object> Samples = new()
    {
        [typeof(string)] = "text",
        [typeof(bool)] = true,
        [typeof(byte)] = (byte)7,
        [typeof(int)] = 7,
        [typeof(uint)] = 7u,
        [typeof(long)] = 1L << 60,
        [typeof(ulong)] = ulong.MaxValue,
        [typeof(double)] = 0.25,
        [typeof(Guid)] = Id,
        [typeof(TimeSpan)] = TimeSpan.FromTicks(123_456_789_012),
        [typeof(DateTimeOffset)] = PipelineWorld.Now.AddTicks(1),
        [typeof(EvmAddress)] = PipelineWorld.Recipient,
        [typeof(ProofUserId)] = new ProofUserId("größe 😀"),
        [typeof(Fr)] = Fr.Parse("21888242871839275222246405745257275088548364400416034343698204186575808495616"),
        [typeof(ProofScope)] = new ProofScope(ulong.MaxValue, PipelineWorld.Recipient, "people \"Ж\"", "airdrop"),
        [typeof(ScoreBounds)] = new ScoreBounds(100, 200),
        [typeof(FusedOpinion)] = new FusedOpinion(0.5, 0.25, 0.25, 0.5, 625_000),
        [typeof(RegistryOpening)] = PipelineWorld.Opening(0),
        [typeof(RegistrySubject)] = RegistrySubject.Named(PipelineWorld.Recipient),
        [typeof(IdentitySecret)] = PipelineWorld.HiddenIdentity,
        [typeof(ProofStatement)] = ProofStatement.Threshold(123_456),
        [typeof(ProofRequest)] = PipelineWorld.Request(),
        [typeof(ProofJob)] = PipelineWorld.Job(PipelineWorld.Request()),
        [typeof(ProverResult)] = Cheap(),
        [typeof(ReputationProof)] = Cheap().Proof,
        [typeof(ReputationProofLink)] = Cheap().Proof.Links[0],
        [typeof(ProofResult)] = ProofResult.Completed(Id, Cheap().Proof, Cheap().Opinion),
        [typeof(ProofPlan)] = new ProofPlan(CircuitSize.Medium, 300) { MaxDegreeOfParallelism = 3 },
        [typeof(ProofError)] = new ProofError(ProofErrorType.QueueFull, "full")
        {
            IsByStop = true,
            Circuit = CircuitSize.Large,
            RequestId = Id,
            RetryAfter = TimeSpan.FromSeconds(3),
            OccurredAt = PipelineWorld.Now,
            ResourceUse = new ResourceUse { MemoryBytes = 5, Processors = 6, Duration = TimeSpan.FromSeconds(7) },
        },
        [typeof(RegistryStoreException)] = new RegistryStoreException(RegistryStoreErrorKind.InUse, "message"),
        [typeof(AuditEvent)] = Refusal,
        [typeof(AuditEntry)] = new AuditEntry(9, PipelineWorld.Now, Refusal, new string('a', 64)),
        [typeof(AuditAnchor)] = new AuditAnchor(9, new string('a', 64)),
        [typeof(ProofTicket)] = new ProofTicket(Id, new TaskCompletionSource<ProofResult>().Task),
    };

    private static AuditEvent Refusal => new()
    {
        Action = AuditAction.Refused,
        RequestId = Id,
        UserId = new ProofUserId("alice"),
        Error = ProofErrorType.AccessDenied,
        Attempt = 2,
        Count = 3,
        Detail = "more \"Ж\"",
    };

    private static IEnumerable<Type> PublicTypes => typeof(ProofRequest).Assembly.GetExportedTypes()
        .Where(type => type is { IsInterface: false, IsAbstract: false, ContainsGenericParameters: false, IsByRefLike: false })
        .Where(type => !typeof(Delegate).IsAssignableFrom(type) && !type.IsEnum);

    [TestCaseSource(nameof(PublicTypes))]
    public void Serialize_OfAPublicType_ReadsBackEqual_OrThrows(Type type)
    {
        if (Make(type, depth: 0) is not { } value)
        {
            // Nobody can read back what nobody can make, but a type that the serializer can make needs a sample here.
            Assert.That(
                () => JsonSerializer.Deserialize("{}", type),
                Throws.InstanceOf<NotSupportedException>().Or.InstanceOf<InvalidOperationException>(), "It needs a sample.");
            return;
        }

        object? read;
        try
        {
            read = JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or JsonException)
        {
            return;
        }

        Assert.That(AreEqual(value, read, depth: 0), Is.True, JsonSerializer.Serialize(value, type));
    }

    [TestCaseSource(nameof(Confidential))]
    public void Serialize_OfAConfidentialType_Throws_AndNamesWhatToUse(Type type)
    {
        var thrown = Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(Make(type, depth: 0), type))!;

        Assert.That(thrown.Message, Does.Contain(type.Name).And.Contain("ToJson").And.Contain("FromJson"));
        Assert.That(() => JsonSerializer.Deserialize("{}", type), Throws.InstanceOf<NotSupportedException>());
    }

    [TestCaseSource(nameof(SentTypes))]
    public void Serialize_BySourceGeneration_ReadsBackEqual(Type type)
    {
        var options = SentJsonContext.Default.Options;
        var value = Make(type, depth: 0)!;

        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(value, options.GetTypeInfo(type)), options.GetTypeInfo(type));

        Assert.That(value, Is.Not.Null);
        Assert.That(AreEqual(value, read, depth: 0), Is.True);
    }

    /// <summary>Equal after the program's round trip: see <see cref="BindingProgram"/>.</summary>
    [Test]
    public void SentValues_ThroughAProgramOfItsOwn_ReadBackEqual()
    {
        var sent = (SentValues)Make(typeof(SentValues), depth: 0)!;
        var json = JsonSerializer.Serialize(sent);

        var (code, output, errors) = BindingProgram.Run("json", json);

        Assert.That((code, errors), Is.EqualTo((0, "")));
        Assert.That(output.TrimEnd(), Is.EqualTo(json));
        Assert.That(AreEqual(sent, JsonSerializer.Deserialize<SentValues>(output), depth: 0), Is.True);
    }

    private static IEnumerable<Type> SentTypes => Properties(typeof(SentValues)).Select(property => property.PropertyType);

    /// <summary>Routes, queries and configuration bind a type with a text form by either way.</summary>
    [TestCaseSource(nameof(TextTypes))]
    public void Text_OfAPublicType_ReadsBackEqual_ByParseAndByConverter(Type type)
    {
        var value = Make(type, depth: 0)!;
        var converter = TypeDescriptor.GetConverter(type);
        var text = converter.ConvertToInvariantString(value)!;

        Assert.That(converter.CanConvertFrom(typeof(string)), Is.True);
        Assert.That(text, Is.EqualTo(value.ToString()).And.Not.Contains("\n"));
        Assert.That(converter.ConvertFromInvariantString(text), Is.EqualTo(value));
        Assert.That(type.IsEnum ? Enum.Parse(type, text) : Parse(type, text), Is.EqualTo(value));
    }

    /// <summary>By name: a number would change its meaning with the next version.</summary>
    [TestCaseSource(nameof(PublicEnums))]
    public void Serialize_OfAPublicEnum_WritesTheName(Type type)
    {
        foreach (var value in Enum.GetValues(type))
        {
            var json = JsonSerializer.Serialize(value, type);
            Assert.That(json, Is.EqualTo($"\"{value}\""));
            Assert.That(JsonSerializer.Deserialize(json, type), Is.EqualTo(value));
        }
    }

    /// <summary>What is sent has a JSON form; the types without a text are bodies, and no routes or queries.</summary>
    [Test]
    public void TextTypes_AreThoseThatThePromiseNames() => Assert.That(
        TextTypes.Where(type => !type.IsEnum),
        Is.EquivalentTo(new[] { typeof(EvmAddress), typeof(ProofUserId), typeof(Fr), typeof(ProofScope) }));

    private static IEnumerable<Type> PublicEnums => typeof(ProofRequest).Assembly.GetExportedTypes().Where(type => type.IsEnum);

    private static IEnumerable<Type> TextTypes => PublicTypes.Where(IsParsable).Concat(PublicEnums);

    private static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ISpanParsable<>));

    private static object? Parse(Type type, string text) =>
        type.GetMethod("Parse", [typeof(string), typeof(IFormatProvider)])!.Invoke(null, [text, null]);

    private static ProverResult Cheap()
    {
        var request = PipelineWorld.Request();
        return CheapProof.For(PipelineWorld.Job(request), ProofPlan.For(request.Opening.AttestationCount, CircuitSize.Small));
    }

    /// <summary>A value with something other than its default in every property that can be set; null if it can't be made so.</summary>
    private static object? Make(Type type, int depth)
    {
        if (Samples.TryGetValue(type, out var sample)) return sample;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Make(underlying, depth);
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().Last();
        if (depth > 5) return null;
        if (ElementOf(type) is { } element)
        {
            if (Make(element, depth + 1) is not { } item) return null;
            var array = Array.CreateInstance(element, 1);
            array.SetValue(item, 0);
            return array;
        }

        if (type.IsInterface || type.IsAbstract || type.IsPointer || type.IsByRefLike || !IsOwn(type)) return null;
        try
        {
            return Fill(type, depth);
        }
        catch (Exception e) when (e is TargetInvocationException or ArgumentException or MissingMethodException)
        {
            return null;
        }
    }

    private static object? Fill(Type type, int depth)
    {
        object? made;
        if (type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).FirstOrDefault() is { } constructor)
        {
            var arguments = constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, depth + 1)).ToArray();
            if (arguments.Contains(null)) return null;
            made = constructor.Invoke(arguments);
        }
        else if (type.IsValueType) made = RuntimeHelpers.GetUninitializedObject(type);
        else return null;
        foreach (var property in Properties(type).Where(property => property.SetMethod is { IsPublic: true }))
        {
            if (Make(property.PropertyType, depth + 1) is { } value) property.SetValue(made, value);
        }

        return made;
    }

    private static bool IsOwn(Type type) => type.Assembly == typeof(ProofRequest).Assembly || type == typeof(SentValues);

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type is { IsInterface: true, IsGenericType: true } && type.IsAssignableFrom(type.GenericTypeArguments[0].MakeArrayType())
            ? type.GenericTypeArguments[0]
            : null;

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike);

    private static bool AreEqual(object? left, object? right, int depth)
    {
        if (Equals(left, right)) return true;
        if (left is null || right is null || depth > 5) return false;
        if (left is not string && left is IEnumerable one && right is IEnumerable other)
        {
            var (these, those) = (one.Cast<object?>().ToArray(), other.Cast<object?>().ToArray());
            return these.Length == those.Length && these.Zip(those).All(pair => AreEqual(pair.First, pair.Second, depth + 1));
        }

        return left.GetType() == right.GetType() && IsOwn(left.GetType())
            && Properties(left.GetType()).All(property => AreEqual(property.GetValue(left), property.GetValue(right), depth + 1));
    }
}
