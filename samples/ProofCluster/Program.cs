using ProofCluster.Commands;

return await CommandLine.RunAsync(args);
