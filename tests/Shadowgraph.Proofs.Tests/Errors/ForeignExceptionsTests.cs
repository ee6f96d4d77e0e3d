using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Security.Cryptography;
using static Shadowgraph.Proofs.Tests.Errors.ClassifierWorld;

// Exceptions of the runtime, made to be looked at.
#pragma warning disable CA2201

namespace Shadowgraph.Proofs.Tests.Errors;

/// <summary>What exceptions of the platform, of files and of the network are taken for.</summary>
[TestFixture]
public sealed class ForeignExceptionsTests
{
    [Test]
    public void Classify_PlatformException_GoesByItsType()
    {
        (Exception Exception, ProofErrorType Type)[] cases =
        [
            (new OutOfMemoryException(), ProofErrorType.OutOfMemory),
            (new InsufficientMemoryException(), ProofErrorType.OutOfMemory),
            (new OperationCanceledException(), ProofErrorType.ProofGenerationCancelled),
            (new TaskCanceledException(), ProofErrorType.ProofGenerationCancelled),
            (new TaskCanceledException("HttpClient", new TimeoutException()), ProofErrorType.ProofGenerationTimeout),
            (new TaskCanceledException("read", new IOException("x", new SocketException(125))), ProofErrorType.ProofGenerationCancelled),
            (new TimeoutException(), ProofErrorType.ProofGenerationTimeout),
            (new UnauthorizedAccessException(), ProofErrorType.AccessDenied),
            (new SecurityException(), ProofErrorType.AccessDenied),
            (new ArgumentException("x"), ProofErrorType.InternalError),
            (new NullReferenceException(), ProofErrorType.InternalError),
        ];

        foreach (var (exception, type) in cases) Assert.That(Classify(exception).Type, Is.EqualTo(type), exception.ToString());
    }

    [TestCase(ProofStage.Proving, ProofErrorType.ProofGenerationFailed)]
    [TestCase(ProofStage.LoadingKey, ProofErrorType.InternalError)]
    [TestCase(ProofStage.Planning, ProofErrorType.InternalError)]
    public void Classify_Arithmetic_MayPassOnlyWhileProving(ProofStage stage, ProofErrorType type)
    {
        Exception[] cases = [new CryptographicException(), new ArithmeticException(), new DivideByZeroException(), new OverflowException()];

        Assert.That(cases.Select(one => Classify(one, stage).Type), Has.All.EqualTo(type));
    }

    [TestCase(ProofStage.LoadingKey, ProofErrorType.CircuitLoadFailed)]
    [TestCase(ProofStage.Witness, ProofErrorType.WitnessPreparationFailed)]
    [TestCase(ProofStage.Proving, ProofErrorType.ProofGenerationFailed)]
    [TestCase(ProofStage.Validating, ProofErrorType.ProofGenerationFailed)]
    public void Classify_InputOutput_GoesByTheStageAndMayPass(ProofStage stage, ProofErrorType type)
    {
        Exception[] cases = [new IOException("odd"), new FileNotFoundException(), new EndOfStreamException(), new IOException("timed out")];

        foreach (var error in cases.Select(one => Classify(one, stage)))
            Assert.That((error.Type, error.Recoverability), Is.EqualTo((type, ProofErrorRecoverability.Retryable)));
    }

    [TestCase(0x80070070)]
    [TestCase(0x80070027)]
    [TestCase(0x80070004)]
    [TestCase(0x8007050F)]
    [TestCase(0x800705AA)]
    [TestCase(28u)]
    [TestCase(24u)]
    [TestCase(23u)]
    [TestCase(122u)]
    [TestCase(12u)]
    public void Classify_NoRoomByItsCode_IsResourceExhausted(uint code) =>
        Assert.That(
            Classify(new IOException("x", unchecked((int)code)), ProofStage.LoadingKey).Type, Is.EqualTo(ProofErrorType.ResourceExhausted));

    [TestCase("Failed to create 'key' with allocation size '9' because the disk was full.", ProofErrorType.ResourceExhausted)]
    [TestCase("Cannot allocate memory", ProofErrorType.OutOfMemory)]
    public void Classify_NoRoomByItsWords_IsSeenInInputAndOutputToo(string message, ProofErrorType type) =>
        Assert.That(Classify(new IOException(message)).Type, Is.EqualTo(type));

    [Test]
    [Platform("Linux")]
    public void Classify_DiskThatIsReallyFull_IsResourceExhausted()
    {
        var failure = Caught(() =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            full.Write(new byte[1]);
        });

        Assert.That(failure, Is.InstanceOf<IOException>());
        Assert.That(Classify(failure).Type, Is.EqualTo(ProofErrorType.ResourceExhausted));
    }

    [TestCase(null, ProofErrorType.NetworkError)]
    [TestCase(HttpStatusCode.RequestTimeout, ProofErrorType.NetworkError)]
    [TestCase(HttpStatusCode.TooManyRequests, ProofErrorType.NetworkError)]
    [TestCase(HttpStatusCode.InternalServerError, ProofErrorType.NetworkError)]
    [TestCase(HttpStatusCode.ServiceUnavailable, ProofErrorType.NetworkError)]
    [TestCase(HttpStatusCode.BadRequest, ProofErrorType.ApiError)]
    [TestCase(HttpStatusCode.Unauthorized, ProofErrorType.ApiError)]
    [TestCase(HttpStatusCode.NotFound, ProofErrorType.ApiError)]
    [TestCase(HttpStatusCode.Redirect, ProofErrorType.ApiError)]
    public void Classify_Http_GoesByTheStatus(HttpStatusCode? status, ProofErrorType type)
    {
        var error = Classify(new HttpRequestException("x", null, status));

        Assert.That(error.Type, Is.EqualTo(type));
        if (status is { } known) Assert.That(error.Message, Does.Contain($"status {(int)known}"));
    }

    [Test]
    public void Classify_Network_IsNetworkErrorUnlessHandlesRanOut()
    {
        var refused = new SocketException((int)SocketError.ConnectionRefused);

        Assert.That(Classify(refused).Type, Is.EqualTo(ProofErrorType.NetworkError));
        Assert.That(Classify(refused).Message, Does.Contain("ConnectionRefused"));
        Assert.That(Classify(new IOException("transport", refused)).Type, Is.EqualTo(ProofErrorType.NetworkError));
        Assert.That(Classify(new HttpIOException(HttpRequestError.ResponseEnded)).Type, Is.EqualTo(ProofErrorType.NetworkError));
        Assert.That(
            Classify(new SocketException((int)SocketError.TooManyOpenSockets)).Type, Is.EqualTo(ProofErrorType.ResourceExhausted));
    }

    [Test]
    public void Classify_RealRefusedConnection_IsNetworkError()
    {
        // A port that was free a moment ago, and that nobody listens on.
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var failure = Caught(() =>
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
        });

        Assert.That(Classify(failure).Type, Is.EqualTo(ProofErrorType.NetworkError));
    }
}
