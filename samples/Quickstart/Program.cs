using Quickstart;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    switch (args)
    {
        case []:
            await using (var tour = new Tour("out")) return await tour.RunAsync(stop.Token);
        case ["export-r1cs", var folder]:
            CircuitExport.Write(folder);
            return 0;
        default:
            Console.Error.WriteLine("Usage: Quickstart                        prove and verify, and leave the files in out/");
            Console.Error.WriteLine("       Quickstart export-r1cs <folder>   write the circuits for a key ceremony");
            return 1;
    }
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Cancelled.");
    return 1;
}
catch (OutOfMemoryException)
{
    Console.Error.WriteLine("There is not enough memory: the key and the proofs of the Large circuit need some 300 MB.");
    return 1;
}
