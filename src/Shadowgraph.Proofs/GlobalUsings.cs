// The names of the two groups' points, for every layer; a layer that is not written yet must not make one "unnecessary".
#pragma warning disable IDE0005
global using G1Affine = Shadowgraph.Proofs.Bn254.Curves.AffinePoint<Shadowgraph.Proofs.Bn254.Fp>;
global using G1Jacobian = Shadowgraph.Proofs.Bn254.Curves.JacobianPoint<Shadowgraph.Proofs.Bn254.Fp>;
global using G2Affine = Shadowgraph.Proofs.Bn254.Curves.AffinePoint<Shadowgraph.Proofs.Bn254.Fp2>;
global using G2Jacobian = Shadowgraph.Proofs.Bn254.Curves.JacobianPoint<Shadowgraph.Proofs.Bn254.Fp2>;
