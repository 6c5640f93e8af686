namespace Tidings.Cli.Bench.Smpp;

/// <summary>What one run measured, under the names that docs/performance.md explains.</summary>
/// <param name="PairsPerSecond">submit_sm and submit_sm_resp, per second, over loopback.</param>
/// <param name="NsPerPdu">Encoding and decoding one submit_sm, nanoseconds, without a socket.</param>
/// <param name="BytesPerPdu">Managed memory allocated per pair in the client's process, octets.</param>
internal sealed record SmppBenchResult(double PairsPerSecond, double NsPerPdu, double BytesPerPdu);
