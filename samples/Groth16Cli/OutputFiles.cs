namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>The files that a command writes: checked before the work begins, written after its success.</summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly OutputFile[] _files;

    /// <param name="inputs">The command's input files.</param>
    /// <param name="outputs">The command's output files.</param>
    /// <exception cref="RefusedException">Two paths name the same file.</exception>
    /// <exception cref="IOException">An output can't be written.</exception>
    public OutputFiles(ReadOnlySpan<string> inputs, params ReadOnlySpan<string> outputs)
    {
        _files = new OutputFile[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var file = _files[i] = new OutputFile(outputs[i]);
            foreach (var other in outputs[..i])
            {
                if (!file.IsNull && file.IsSameAs(other))
                    throw new RefusedException($"'{other}' and '{file.Name}' are one file, and both should be written. Name two files.");
            }

            foreach (var input in inputs)
            {
                if (file.IsRegular && file.IsSameAs(input))
                    throw new RefusedException($"'{file.Name}' is read and would be overwritten. Name another file to write.");
            }
        }
    }

    /// <summary>Writes all: no regular file appears or changes before everything was written.</summary>
    /// <param name="cancellation">Ends waiting for the reader of a pipe.</param>
    /// <param name="contents">The writers of the contents, in the order of the files.</param>
    public void Write(CancellationToken cancellation, params ReadOnlySpan<Action<Stream>> contents)
    {
        for (var i = 0; i < _files.Length; i++) _files[i].Prepare(contents[i]);
        for (var i = 0; i < _files.Length; i++) _files[i].WriteInPlace(contents[i], cancellation);
        foreach (var file in _files) file.Complete();
    }

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }
}
