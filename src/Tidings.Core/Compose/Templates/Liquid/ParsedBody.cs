using Fluid.Parser;

namespace Tidings.Core.Compose.Templates.Liquid;

/// <summary>A body as Fluid's tree, and what the checks need to know of it.</summary>
/// <param name="Unguarded">Variables that are used where nothing says that they are there, by name, with the offset of the first use.</param>
/// <param name="Used">Variables that the text names anywhere.</param>
/// <param name="Literals">The texts between the tags.</param>
sealed record ParsedBody(FluidTemplate Tree, IReadOnlyDictionary<string, int> Unguarded, IReadOnlySet<string> Used, IReadOnlyList<(int At, string Text)> Literals);
