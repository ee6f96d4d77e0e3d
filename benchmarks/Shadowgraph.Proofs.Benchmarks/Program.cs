Console.WriteLine("Shadowgraph.Proofs");
