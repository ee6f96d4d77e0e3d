using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Proving.Keys;

/// <summary>
/// Keys of a ceremony: small.zkey, medium.zkey and large.zkey in a directory. A faulty key is refused, never repaired.
/// </summary>
internal sealed class CeremonyKeys : IKeySource
{
    private const string Advice = "Put the ceremony's keys there, or configure the directory that contains the keys.";

    private readonly string _directory;
    private readonly Dictionary<CircuitSize, string> _hashes;
    private readonly bool _allowDevelopmentKeys;
    private readonly IKeyFiles _files;
    private readonly KeyLoader _loader;
    private readonly Func<CircuitSize, CircuitForKeys> _circuits;
    private readonly ILogger _logger;

    public CeremonyKeys(
        ProvingKeyStoreOptions options, IKeyFiles files, KeyLoader loader, Func<CircuitSize, CircuitForKeys> circuits, ILogger logger)
    {
        _directory = options.Directory!;
        _hashes = new(options.CeremonyKeyHashes);
        _allowDevelopmentKeys = options.AllowDevelopmentKeys;
        _files = files;
        _loader = loader;
        _circuits = circuits;
        _logger = logger;
    }

    public ProvingKey Load(CircuitSize size, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var path = PathOf(size);
        if (!_files.Exists(path)) throw new ProvingKeyNotFoundException(size, path);
        var key = ReadAndCheck(size, path, progress, cancellationToken);
        progress.Report(1);
        _logger.KeyLoaded(size, path);
        _loader.Prepare(size, key, path, isPinned: _hashes.ContainsKey(size));
        return key;
    }

    public void CheckDirectory()
    {
        if (!_files.DirectoryExists(_directory))
        {
            throw new ProvingKeysNotConfiguredException(
                $"The directory of proving keys, {Path.GetFullPath(_directory)}, does not exist. {Advice}");
        }

        if (Enum.GetValues<CircuitSize>().Any(size => _files.Exists(PathOf(size)))) return;
        throw new ProvingKeysNotConfiguredException(
            $"The directory of proving keys, {Path.GetFullPath(_directory)}, has no file small.zkey, medium.zkey or large.zkey. {Advice}");
    }

    public void Check(CircuitSize size, CancellationToken cancellationToken)
    {
        var path = PathOf(size);
        if (!_files.Exists(path)) return;
        _ = ReadAndCheck(size, path, progress: null, cancellationToken);
        _logger.KeyChecked(size, path);
    }

    private string PathOf(CircuitSize size) => Path.Combine(_directory, KeyNames.Of(size) + ".zkey");

    private ProvingKey ReadAndCheck(CircuitSize size, string path, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var key = Read(path, _hashes.GetValueOrDefault(size), cancellationToken);
        progress?.Report(0.9);

        if (!key.BelongsTo(_circuits(size).R1cs))
            throw Refused(ProvingKeyRejection.WrongCircuit, path, $"was made for another circuit than this version's {size}");
        return key.IsDevelopmentKey && !_allowDevelopmentKeys
            ? throw Refused(ProvingKeyRejection.DevelopmentKey, path, "is a development key: its creator can forge proofs")
            : key;
    }

    private ProvingKey Read(string path, string? hash, CancellationToken cancellationToken)
    {
        try
        {
            return _loader.Load(path, hash, cancellationToken);
        }
        catch (ProofFileException e)
        {
            throw new ProofFileException($"proving key {path}", $"{e.Message} Fetch it again from the ceremony.", innerException: e);
        }
        catch (ProvingKeyException e)
        {
            throw new ProvingKeyException(e.Reason, $"The proving key {path} is refused. {e.Message}");
        }
    }

    private static ProvingKeyException Refused(ProvingKeyRejection reason, string path, string problem) =>
        new(reason, $"The proving key {path} {problem}. Put the ceremony's key there.");
}
