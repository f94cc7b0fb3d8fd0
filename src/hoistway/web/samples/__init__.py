"""Sample checks of the on-demand pilot: frames, draws that anybody repeats, what was found."""
