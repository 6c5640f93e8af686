namespace Tidings.Core.Decide.Fraud.Models;

/// <summary>A node of a tree: a leaf, or a question whose two answers stand side by side.</summary>
/// <param name="Feature">Index into the vector; -1: a leaf.</param>
/// <param name="Threshold">A value up to this goes to <paramref name="Left"/>, another (and one that is not a number) to the node after it.</param>
/// <param name="Left">Index of the first of two children in the same tree.</param>
/// <param name="Value">Of a leaf: what it adds to the score. Of a question: the mean of what is below it, weighted by the rows of the training.</param>
public readonly record struct FraudModelNode(short Feature, float Threshold, int Left, float Value);
