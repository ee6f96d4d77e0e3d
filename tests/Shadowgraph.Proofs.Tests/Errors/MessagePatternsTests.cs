using Shadowgraph.Proofs.Errors;
using static Shadowgraph.Proofs.Tests.Errors.ClassifierWorld;

namespace Shadowgraph.Proofs.Tests.Errors;

[TestFixture]
[CancelAfter(60_000)]
public sealed class MessagePatternsTests
{
    [TestCase("The device is Out Of Memory.", ProofErrorType.OutOfMemory)]
    [TestCase("terminate called after throwing an instance of 'std::bad_alloc'", ProofErrorType.OutOfMemory)]
    [TestCase("write: No space left on device", ProofErrorType.ResourceExhausted)]
    [TestCase("There is not enough space on the disk.", ProofErrorType.ResourceExhausted)]
    [TestCase("Too many open files in system", ProofErrorType.ResourceExhausted)]
    [TestCase("Permission denied (13)", ProofErrorType.AccessDenied)]
    [TestCase("Bad .zkey file in section 3: The section is missing.", ProofErrorType.ProvingKeyRejected)]
    [TestCase("worker: Bad .r1cs file", ProofErrorType.CircuitLoadFailed)]
    [TestCase("Bad .wtns file", ProofErrorType.InvalidWitnessData)]
    [TestCase("Bad reputation proof", ProofErrorType.ProofTampered)]
    [TestCase("Connection refused (queue:6379)", ProofErrorType.NetworkError)]
    [TestCase("Connection reset by peer", ProofErrorType.NetworkError)]
    [TestCase("No such host is known.", ProofErrorType.NetworkError)]
    [TestCase("Response status code does not indicate success: 503 (Service Unavailable).", ProofErrorType.NetworkError)]
    [TestCase("Response status code does not indicate success: 404 (Not Found).", ProofErrorType.ApiError)]
    [TestCase("HTTP/1.1 429 Too Many Requests", ProofErrorType.NetworkError)]
    [TestCase("http error (401)", ProofErrorType.ApiError)]
    [TestCase("POST https://prover:443/api/v4/400x answered 500", ProofErrorType.NetworkError)]
    [TestCase("POST https://prover:443/prove", ProofErrorType.InternalError)]
    [TestCase("http 4040", ProofErrorType.InternalError)]
    [TestCase("404 attestations", ProofErrorType.InternalError)]
    [TestCase("504 Gateway Timeout", ProofErrorType.NetworkError)]
    [TestCase("The operation has timed out.", ProofErrorType.ProofGenerationTimeout)]
    [TestCase("DEADLINE EXCEEDED", ProofErrorType.ProofGenerationTimeout)]
    [TestCase("A task was canceled.", ProofErrorType.ProofGenerationCancelled)]
    [TestCase("cancelled by the operator", ProofErrorType.ProofGenerationCancelled)]
    [TestCase("something else", ProofErrorType.InternalError)]
    [TestCase("http 5", ProofErrorType.InternalError)]
    [TestCase("", ProofErrorType.InternalError)]
    public void Classify_WordsOfAnUnknownException_LetGuess(string message, ProofErrorType type) =>
        Assert.That(Classify(new InvalidOperationException(message)).Type, Is.EqualTo(type));

    [Test]
    public void Classify_WordsBeyondTheBeginning_AreNotLookedAt()
    {
        const string Words = "out of memory";
        var last = new string('x', MessagePatterns.Longest - Words.Length) + Words;

        Assert.That(Classify(new InvalidOperationException(last)).Type, Is.EqualTo(ProofErrorType.OutOfMemory));
        Assert.That(Classify(new InvalidOperationException("x" + last)).Type, Is.EqualTo(ProofErrorType.InternalError));
    }

    [Test]
    public void Classify_TenMegabytesOfMessage_IsClassified()
    {
        var error = Classify(new InvalidOperationException("timed out " + new string('4', 10_000_000)));

        Assert.That(error.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        Assert.That(error.Message, Has.Length.LessThan(300));
    }

    [Test]
    public void Classify_MistakeOfAProgrammers_IsNotGuessedFromItsWords()
    {
        Exception[] mistakes =
        [
            new ArgumentException("The timeout must be positive."), new ArgumentOutOfRangeException("timeout"),
            new NotSupportedException("out of memory"), new ObjectDisposedException("socket error"), new FormatException("HTTP 503"),
        ];

        Assert.That(mistakes.Select(one => Classify(one).Type), Has.All.EqualTo(ProofErrorType.InternalError));
    }

    [Test]
    public void Classify_OuterWordsBeforeInnerOnes_AreTaken()
    {
        var exception = new InvalidOperationException("timed out", new InvalidOperationException("out of memory"));

        Assert.That(Classify(exception).Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        Assert.That(
            Classify(new InvalidOperationException("odd", exception.InnerException)).Type, Is.EqualTo(ProofErrorType.OutOfMemory));
    }
}
