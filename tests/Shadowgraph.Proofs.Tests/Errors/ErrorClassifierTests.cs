using System.Reflection;
using Shadowgraph.Proofs.Circuits;
using static Shadowgraph.Proofs.Tests.Errors.ClassifierWorld;

// Exceptions of the runtime, made to be looked at.
#pragma warning disable CA2201

namespace Shadowgraph.Proofs.Tests.Errors;

/// <summary>What every classified error carries, and how exceptions inside of others are found.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class ErrorClassifierTests
{
    private const string Secret = "s3cret-salt-1234";

    [Test]
    public void Classify_AnyException_CarriesItAndWhereItWasCaught()
    {
        var exception = new InvalidOperationException("odd");
        var error = Classify(exception, Context);

        Assert.That(error.Exception, Is.SameAs(exception));
        Assert.That(
            (error.OccurredAt, error.Attempt, error.Circuit, error.RequestId, error.ResourceUse),
            Is.EqualTo((Context.OccurredAt, Context.Attempt, Context.Circuit, Context.RequestId, Context.ResourceUse)));
        Assert.That(error.RetryAfter, Is.Null);
    }

    [Test]
    public void Classify_Unknown_IsAnInternalErrorThatNamesTheType()
    {
        var error = Classify(new InvalidOperationException(Secret));

        Assert.That(error.Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(error.Message, Does.Contain("System.InvalidOperationException").And.Contain("stage Proving"));
        Assert.That(error.Message, Does.EndWith("Report the error, with the exception."));
    }

    [Test]
    public void Classify_Null_Throws() => Assert.That(() => Classify(null!), Throws.ArgumentNullException);

    [Test]
    public void Classify_ProofErrorException_PassesItsErrorOn()
    {
        var own = new ProofError(ProofErrorType.QueueFull, "Full. Retry later.")
        {
            OccurredAt = DateTimeOffset.UnixEpoch,
            Attempt = 7,
            Circuit = CircuitSize.Large,
            RequestId = Guid.NewGuid(),
            ResourceUse = new ResourceUse { MemoryBytes = 1, Processors = 2, Duration = TimeSpan.FromSeconds(3) },
            RetryAfter = TimeSpan.FromSeconds(4),
            Recoverability = ProofErrorRecoverability.Fatal,
        };

        Assert.That(Classify(new ProofErrorException(own), Context), Is.EqualTo(own));
    }

    [Test]
    public void Classify_ProofErrorException_FillsUpWhatItsErrorDoesNotSay()
    {
        var own = new ProofError(ProofErrorType.RateLimitExceeded, "Too many. Come back.") { RetryAfter = TimeSpan.FromSeconds(4) };
        var wrapped = new TargetInvocationException(new ProofErrorException(own));

        Assert.That(Classify(wrapped, Context), Is.EqualTo(own with
        {
            OccurredAt = Context.OccurredAt,
            Attempt = Context.Attempt,
            Circuit = Context.Circuit,
            RequestId = Context.RequestId,
            ResourceUse = Context.ResourceUse,
        }));
    }

    [Test]
    public void Classify_Wrapped_GoesByWhatIsInsideBeforeAnyMessage()
    {
        var inside = new InsufficientMemoryException();
        Exception[] wrappers =
        [
            new AggregateException(inside),
            new AggregateException(new AggregateException(new InvalidOperationException("x", inside))),
            new TargetInvocationException(inside),
            new TypeInitializationException("Type", inside),
            new InvalidOperationException("the connection timed out", new ArgumentException("cancelled", inside)),
            new IOException("disk", inside),
        ];

        foreach (var wrapper in wrappers)
        {
            var error = Classify(wrapper);
            Assert.That(error.Type, Is.EqualTo(ProofErrorType.OutOfMemory), wrapper.ToString());
            Assert.That(error.Exception, Is.SameAs(wrapper));
            Assert.That(error.Message, Does.Contain(nameof(InsufficientMemoryException)));
        }
    }

    [Test]
    public void Classify_OutermostKnownType_Wins() =>
        Assert.That(
            Classify(new TimeoutException("x", new OutOfMemoryException())).Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));

    [Test]
    public void Classify_CancelledBesideAFailure_IsTheFailure()
    {
        var cancelled = new TaskCanceledException();

        Assert.That(Classify(new AggregateException(cancelled, new OutOfMemoryException())).Type, Is.EqualTo(ProofErrorType.OutOfMemory));
        Assert.That(
            Classify(new AggregateException(cancelled, new InvalidOperationException("odd"))).Type,
            Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(
            Classify(new AggregateException(cancelled, new OperationCanceledException())).Type,
            Is.EqualTo(ProofErrorType.ProofGenerationCancelled));
    }

    [Test]
    public void Classify_ExceptionInsideItself_Ends()
    {
        var first = new InvalidOperationException("first", new InvalidOperationException("second"));
        var inner = typeof(Exception).GetField("_innerException", BindingFlags.NonPublic | BindingFlags.Instance)!;
        inner.SetValue(first.InnerException, first);

        Assert.That(Classify(first).Type, Is.EqualTo(ProofErrorType.InternalError));
    }

    [Test]
    public void Classify_VeryDeepOrWide_Ends()
    {
        Exception deep = new OutOfMemoryException();
        for (var i = 0; i < 100_000; i++)
            deep = i % 2 == 0 ? new InvalidOperationException("x", deep) : new AggregateException("x", deep);

        var wide = new AggregateException(Enumerable.Range(0, 100_000).Select(_ => new InvalidOperationException("x")));

        Assert.That(Classify(deep).Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(Classify(wide).Type, Is.EqualTo(ProofErrorType.InternalError));
    }

    [Test]
    public void Classify_MessageThatThrowsOrIsNull_IsAnInternalError()
    {
        Assert.That(Classify(new MuteException(throws: true)).Type, Is.EqualTo(ProofErrorType.InternalError));
        Assert.That(Classify(new MuteException(throws: false)).Type, Is.EqualTo(ProofErrorType.InternalError));
    }

    [Test]
    public void Classify_ForeignMessages_NeverReachTheError()
    {
        string[] known =
            ["", "out of memory ", "no space left ", "timed out ", "HTTP 503 ", "connection refused ", "cancelled ", "Bad .wtns file"];
        var exceptions = known.Select(words => words + Secret).SelectMany(text => new Exception[]
        {
            new InvalidOperationException(text), new IOException(text), new TimeoutException(text), new OperationCanceledException(text),
            new HttpRequestException(text), new UnauthorizedAccessException(text), new ArgumentException(text, Secret),
            new OutOfMemoryException(text), new AggregateException(text, new FormatException(text)), new OverflowException(text),
            new System.Security.Cryptography.CryptographicException(text), new FileNotFoundException(text, Secret),
        });

        foreach (var exception in exceptions)
        {
            var error = Classify(exception);
            Assert.That(error.Message + error, Does.Not.Contain(Secret), exception.ToString());
            Assert.That(error.Message, Does.EndWith(ProofErrorTypes.Describe(error.Type).Advice));
        }
    }

    private sealed class MuteException(bool throws) : Exception
    {
        public override string Message => throws ? throw new NotSupportedException() : null!;
    }
}
