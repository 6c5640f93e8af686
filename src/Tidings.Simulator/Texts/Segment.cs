namespace Tidings.Simulator.Texts;

/// <summary>One segment as text, and its place among those that make up a message. Total is 0 or 1 where it stands alone.</summary>
internal readonly record struct Segment(string Text, string Encoding, int Reference, int Total, int Number);
