// The point types of both groups, for all namespaces. IDE0005 would report the aliases as unnecessary while no file uses an alias.
#pragma warning disable IDE0005
global using G1Affine = Shadowgraph.Proofs.Bn254.Curves.AffinePoint<Shadowgraph.Proofs.Bn254.Fp>;
global using G1Jacobian = Shadowgraph.Proofs.Bn254.Curves.JacobianPoint<Shadowgraph.Proofs.Bn254.Fp>;
global using G2Affine = Shadowgraph.Proofs.Bn254.Curves.AffinePoint<Shadowgraph.Proofs.Bn254.Fp2>;
global using G2Jacobian = Shadowgraph.Proofs.Bn254.Curves.JacobianPoint<Shadowgraph.Proofs.Bn254.Fp2>;
