using Airdrop;
using Airdrop.Evm;

using var anvil = await Anvil.StartAsync();
return await new Tour(new Node(anvil.Rpc)).RunAsync();
